package org.smartmeter.terms;

import java.time.Instant;

/// One uninterrupted life of a meter's journal and registers, named by the UTC second at which the
/// meter declared it. A later epoch of the same meter is strictly greater; within an epoch
/// registers never fall and a sequence number is never given twice.
public record Epoch(long second) implements Comparable<Epoch> {

    /// @throws IllegalArgumentException if the second is not positive
    public Epoch {
        if (second <= 0) {
            throw new IllegalArgumentException("an epoch is a positive UTC second, not " + second);
        }
    }

    /// The epoch a meter declares now, given the last one anybody knows of (0 if none): now, or one
    /// second past the last when the clock is behind it, because epochs rise strictly.
    public static Epoch declaredAt(Instant now, long lastKnownSecond) {
        return new Epoch(Math.max(now.getEpochSecond(), Math.addExact(lastKnownSecond, 1)));
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(second, other.second);
    }

    @Override
    public String toString() {
        return Long.toString(second);
    }
}
