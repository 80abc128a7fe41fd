package org.smartmeter.network;

import java.time.Instant;
import java.util.Optional;

/// From an instant on, up to but not including another one, or until further notice.
public record Period(Instant from, Optional<Instant> to) {

    /// @throws IllegalArgumentException if the period is empty
    public Period {
        if (to.isPresent() && !from.isBefore(to.get())) {
            throw new IllegalArgumentException(
                    "a period must end after it begins: " + from + " to " + to.get());
        }
    }

    /// Open-ended.
    public static Period since(Instant from) {
        return new Period(from, Optional.empty());
    }

    public static Period of(Instant from, Instant to) {
        return new Period(from, Optional.of(to));
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && to.map(instant::isBefore).orElse(true);
    }
}
