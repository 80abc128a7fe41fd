package org.smartmeter.board.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;

/// The watchdogs are fed while windows are measured and turns end, and not a moment longer.
class ProgressTest {

    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");
    private static final Measurement WINDOW =
            Measurement.of(0.2, 0, 0, true, List.of(PhaseMeasurement.of(230, 1, 0, 0, 230, 0, 50)));

    static Stream<Arguments> lives() {
        return Stream.of(
                life("both go on", 30, 100, 100, ""),
                life("the front end is dead", 30, 60, 100, "no window was measured for 40 s"),
                life("the front end pauses", 30, 71, 100, ""),
                life("the disk hangs", 30, 100, 30, "no turn of the meter ended for 70 s"),
                life("both are dead", 30, 10, 10, "no turn of the meter ended for 90 s"),
                life("another meter is silent", 0, 10, 100, ""),
                life(
                        "silent, and the disk hangs",
                        0,
                        10,
                        39,
                        "no turn of the meter ended for 61 s"));
    }

    private static Arguments life(
            String name, int windowPatience, int lastWindow, int lastTurn, String stuck) {
        return Arguments.of(name, windowPatience, lastWindow, lastTurn, stuck);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lives")
    void after100SecondsTheMeterIsStuckOrNot(
            String name, int windowPatience, int lastWindow, int lastTurn, String stuck) {
        Progress progress =
                new Progress(Duration.ofSeconds(windowPatience), Duration.ofSeconds(60), START);
        for (int second = 1; second <= 100; second++) {
            if (second <= lastWindow) {
                progress.measured(WINDOW, START.plusSeconds(second));
            }
            if (second <= lastTurn) {
                progress.run(START.plusSeconds(second));
            }
        }
        assertThat(progress.stuck(START.plusSeconds(100)).orElse("")).isEqualTo(stuck);
        assertThat(progress.windows()).isEqualTo(lastWindow);
    }
}
