package org.smartmeter.commands;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// When a meter may take a command: from an instant on, up to but not including another one. Whole
/// milliseconds, as on the wire; parts of one are left out.
public record ValidityWindow(Instant from, Instant until) {

    /// @throws IllegalArgumentException if it ends before it begins, or is empty
    public ValidityWindow {
        from = from.truncatedTo(ChronoUnit.MILLIS);
        until = until.truncatedTo(ChronoUnit.MILLIS);
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "a window must end after it begins: " + from + " to " + until);
        }
    }

    boolean isOver(Instant now) {
        return !now.isBefore(until);
    }
}
