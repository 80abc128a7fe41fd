package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;

/// Board time by the system's monotonic counter.
final class MonotonicBoardClock implements BoardClock {

    private final Instant start;
    private final double factor;
    private final long origin = System.nanoTime();

    MonotonicBoardClock(Instant start, double factor) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("time runs forward, not at factor " + factor);
        }
        this.start = start;
        this.factor = factor;
    }

    @Override
    public Instant now() {
        return start.plusNanos(Math.round((System.nanoTime() - origin) * factor));
    }

    @Override
    public Duration until(Instant instant) {
        Duration left = Duration.between(now(), instant);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return Duration.ofMillis((long) Math.ceil(left.toMillis() / factor));
    }
}
