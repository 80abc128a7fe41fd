package org.smartmeter.commands;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// Commands that are asked for, approved and followed together.
///
/// @param id given by the asker, so that asking again after a failure asks once
/// @param spread each goes out after a random part of it, whole milliseconds; zero: all at once
public record BatchRequest(
        UUID id,
        Person askedBy,
        String reason,
        ValidityWindow window,
        Priority priority,
        Duration spread,
        List<WantedCommand> commands) {

    /// @throws IllegalArgumentException if the reason or the list is empty, the spread does not fit
    /// into the window, or several homes would be reconnected at once
    public BatchRequest {
        reason = Text.required("the reason for a batch of commands", reason);
        spread = Duration.ofMillis(spread.toMillis());
        commands = List.copyOf(commands);
        if (commands.isEmpty()) {
            throw new IllegalArgumentException("batch " + id + " has no commands");
        }
        if (spread.isNegative()) {
            throw new IllegalArgumentException("batch " + id + ": a spread of " + spread);
        }
        if (!window.from().plus(spread).isBefore(window.until())) {
            throw new IllegalArgumentException(
                    "batch "
                            + id
                            + ": a spread of "
                            + spread
                            + " does not fit into the window "
                            + window.from()
                            + " to "
                            + window.until());
        }
        // a street that comes back at one stroke trips its feeder again
        if (spread.isZero()
                && commands.stream().filter(wanted -> wanted.body().isReconnect()).count() > 1) {
            throw new IllegalArgumentException(
                    "batch " + id + " reconnects several meters: give a spread of time for it");
        }
    }

    boolean isCritical() {
        return commands.stream().anyMatch(wanted -> wanted.body().kind() == CommandKind.CRITICAL);
    }
}
