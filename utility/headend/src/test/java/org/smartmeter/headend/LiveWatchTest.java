package org.smartmeter.headend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveWatchTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final LiveWatch watch = new LiveWatch();

    private static Instant after(long seconds) {
        return START.plusSeconds(seconds);
    }

    private Optional<Instant> dueAfter(long seconds) {
        return watch.due(after(seconds));
    }

    @Test
    void nobodyLooksNothingIsOrdered() {
        assertThat(dueAfter(0)).isEmpty();
    }

    @Test
    void aShortLookIsOneOrder() {
        watch.want(after(15));
        assertThat(dueAfter(0)).contains(after(15));
        for (int second = 1; second < 30; second++) {
            watch.heard(after(second));
            assertThat(dueAfter(second)).as("after %s s", second).isEmpty();
        }
    }

    @Test
    void aLongLookIsRenewedBeforeTheLeaseEnds() {
        watch.want(after(3_600));
        assertThat(dueAfter(0)).contains(after(60));
        int orders = 0;
        for (int second = 1; second < 3_600; second++) {
            watch.heard(after(second));
            if (dueAfter(second).isPresent()) {
                orders++;
            }
        }
        assertThat(orders).isBetween(3_600 / 60, 3_600 / 39);
    }

    @Test
    void aSilentMeterIsToldAgainEveryFewSeconds() {
        watch.want(after(60));
        assertThat(dueAfter(0)).isPresent();
        assertThat(dueAfter(5)).isEmpty();
        assertThat(dueAfter(6)).contains(after(60));
        assertThat(dueAfter(7)).isEmpty();
        assertThat(dueAfter(12)).isPresent();
    }

    @Test
    void aMeterThatComesBackIsToldAtOnce() {
        watch.want(after(60));
        dueAfter(0);
        watch.heard(after(1));
        watch.reconnected();
        assertThat(dueAfter(2)).contains(after(60));
    }

    @Test
    void aShorterWishDoesNotEndALongerOne() {
        watch.want(after(60));
        watch.want(after(10));
        assertThat(dueAfter(0)).contains(after(60));
    }
}
