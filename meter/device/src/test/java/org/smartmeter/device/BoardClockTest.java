package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the port promises holds on the board's real clock and on the faster ones of simulations.
class BoardClockTest {

    private static final Duration HOUR = Duration.ofHours(1);

    static Stream<Arguments> clocks() {
        Instant start = Instant.parse("2014-07-01T00:00:00Z");
        return Stream.of(
                Arguments.of("the system's", BoardClock.system(), 1.0),
                Arguments.of("a simulated one", BoardClock.faster(start, 1), 1.0),
                Arguments.of("ten minutes a second", BoardClock.faster(start, 600), 600.0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clocks")
    void neverGoesBack(String name, BoardClock clock, double factor) {
        Instant before = clock.now();
        for (int look = 0; look < 10_000; look++) {
            Instant now = clock.now();
            assertThat(now).isAfterOrEqualTo(before);
            before = now;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clocks")
    void tellsHowLongToWaitInRealTime(String name, BoardClock clock, double factor) {
        Duration whole = Duration.ofMillis((long) Math.ceil(HOUR.toMillis() / factor));

        assertThat(clock.until(clock.now().plus(HOUR))).isPositive().isLessThanOrEqualTo(whole);
        assertThat(clock.until(clock.now().minus(HOUR))).isZero();
    }

    @Test
    void theSystemsIsTheWallClock() {
        Instant wall = InstantSource.system().instant();

        assertThat(BoardClock.system().now()).isBetween(wall, wall.plusSeconds(60));
    }

    @Test
    void timeThatStandsOrRunsBackIsRefused() {
        assertThatThrownBy(() -> BoardClock.faster(Instant.EPOCH, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
