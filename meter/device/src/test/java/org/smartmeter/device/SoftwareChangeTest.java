package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;

/// That other software runs is told with the power that flows then: version, watts.
class SoftwareChangeTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Bench bench = new Bench("2026-05-01T08:00:00Z");

    @AfterEach
    void end() {
        bench.close();
    }

    private void runs(String software) {
        bench.settings =
                DeviceSettings.of(Bench.METER, software, Bench.BUILT).withTrustedBoardClock();
        bench.window = SECOND;
        bench.start();
    }

    private List<List<Long>> told() {
        return bench.utility.events(EventCode.SOFTWARE_CHANGED).stream()
                .map(Event::values)
                .toList();
    }

    @Test
    void itIsToldOnceWithThePowerOfItsFirstWindow() {
        runs("smart-meter 0.1.0");
        bench.pass(SECOND);
        bench.stop();
        bench.watts = 2_300;
        runs("smart-meter 0.2.0");
        bench.pass(SECOND);
        bench.watts = 10;
        bench.pass(SECOND);
        bench.stop();
        runs("smart-meter 0.2.0");
        bench.pass(Duration.ofMinutes(16));

        assertThat(told())
                .containsExactly(List.of(0L, 1L, 0L, 1_000L), List.of(0L, 2L, 0L, 2_300L));
    }

    @Test
    void itIsToldAlsoWhereNothingIsMeasured() {
        runs("smart-meter 0.1.0");
        bench.idle(Duration.ofMinutes(16));

        assertThat(told()).containsExactly(List.of(0L, 1L, 0L, 0L));
    }

    @Test
    void aPowerCutBeforeItWasToldLosesNothing() {
        runs("smart-meter 0.1.0");
        bench.pass(SECOND);
        bench.stop();
        runs("smart-meter 0.2.0");
        bench.cutPower();
        runs("smart-meter 0.2.0");
        bench.pass(Duration.ofMinutes(16));

        assertThat(told()).endsWith(List.of(0L, 2L, 0L, 1_000L)).hasSize(2);
    }
}
