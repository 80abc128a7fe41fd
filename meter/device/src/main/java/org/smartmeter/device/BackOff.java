package org.smartmeter.device;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: a random time up to a limit that doubles with every
/// failure from one second to five minutes. The whole range is random, so that meters that lost the
/// same broker do not come back together.
final class BackOff {

    private static final long SHORTEST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 300_000;

    private final RandomGenerator random;
    private long limit = SHORTEST_MILLIS;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        long wait = random.nextLong(limit + 1);
        limit = Math.min(limit * 2, LONGEST_MILLIS);
        return Duration.ofMillis(wait);
    }

    /// The utility answered: the line is good.
    void succeeded() {
        limit = SHORTEST_MILLIS;
    }
}
