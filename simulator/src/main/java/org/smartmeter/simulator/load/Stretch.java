package org.smartmeter.simulator.load;

import java.time.Duration;
import java.time.Instant;

/// A time of constant load, `from` included, `to` not.
public record Stretch(Instant from, Instant to, LoadState load) {

    /// @throws IllegalArgumentException if it does not last
    public Stretch {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a stretch from " + from + " to " + to);
        }
    }

    /// The part of it before an instant after its begin.
    Stretch endingBy(Instant end) {
        return to.isAfter(end) ? new Stretch(from, end, load) : this;
    }

    public double seconds() {
        Duration length = Duration.between(from, to);
        return length.getSeconds() + length.getNano() / 1e9;
    }
}
