package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;
import org.smartmeter.terms.MeterId;

/// When a meter sends: every push period, at an offset that follows from its id, so that the meters
/// of a utility spread evenly over the period and each keeps its place.
record PushTimes(long spread) {

    /// Odd constant of Fibonacci hashing: consecutive ids land far apart.
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    static PushTimes of(MeterId meter) {
        long hash = 0;
        for (char c : meter.value().toCharArray()) {
            hash = hash * 31 + c;
        }
        return new PushTimes((hash * GOLDEN) >>> 1);
    }

    /// The first sending time after now.
    Instant next(Instant now, Duration period) {
        long periodMillis = period.toMillis();
        long offset = spread % periodMillis;
        long passed = Math.floorDiv(now.toEpochMilli() - offset, periodMillis);
        return Instant.ofEpochMilli((passed + 1) * periodMillis + offset);
    }
}
