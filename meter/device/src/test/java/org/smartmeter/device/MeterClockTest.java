package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.MeterClock.Trust;

class MeterClockTest {

    private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @ParameterizedTest(name = "board {0}, set {1}, newest record {2} → {3}, {4}")
    @CsvSource({
        // a board whose time is plausible
        "2026-06-01T12:00:00Z, true,  2026-06-01T11:00:00Z, 2026-06-01T12:00:00Z, SET",
        "2026-06-01T12:00:00Z, false, 2026-01-01T00:00:00Z, 2026-06-01T12:00:00Z, NEVER_SET",
        // a board without a battery: its time begins anew at every start
        "1970-01-01T00:00:00Z, true,  2026-06-01T11:00:00Z, 2026-06-01T11:00:00Z, IN_DOUBT",
        "1970-01-01T00:00:00Z, false, 2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z, NEVER_SET",
    })
    void startsNoEarlierThanWhatIsRecorded(
            Instant board, boolean set, Instant newest, Instant shows, Trust trust) {
        MeterClock clock = MeterClock.start(board, 0, set, newest);
        assertThat(clock.at(board)).isEqualTo(shows);
        assertThat(clock.trust()).isEqualTo(trust);
    }

    @ParameterizedTest(name = "utility {0} ms ahead, round trip {1} ms → step by {2}")
    @CsvSource({
        "0,       0,     ",
        "900,     0,     ",
        "-1000,   0,     ",
        "1001,    0,     1001",
        "-1001,   0,     -1001",
        "3600000, 200,   3600100",
        // a delayed answer proves nothing within its own delay
        "-5000,   10000, ",
        "-12000,  10000, -7000",
        "4000,    20000, 14000",
    })
    void stepsOnlyWhenTheDifferenceIsCertain(long ahead, long roundTrip, Long step) {
        MeterClock clock = MeterClock.start(NOON, 0, true, BUILT);
        Optional<MeterClock.Step> found =
                clock.compare(NOON, NOON.plusMillis(ahead), Duration.ofMillis(roundTrip));
        if (step == null) {
            assertThat(found).isEmpty();
            return;
        }
        clock.apply(found.orElseThrow());
        assertThat(clock.at(NOON)).isEqualTo(NOON.plusMillis(step));
        assertThat(clock.offsetMillis()).isEqualTo(step);
    }

    @Test
    void theFirstTimeCountsHoweverSmallTheDifference() {
        MeterClock clock = MeterClock.start(NOON, 0, false, BUILT);
        MeterClock.Step step = clock.compare(NOON, NOON.plusMillis(3), Duration.ZERO).orElseThrow();
        assertThat(step.first()).isTrue();
        clock.apply(step);
        assertThat(clock.isSet()).isTrue();
    }
}
