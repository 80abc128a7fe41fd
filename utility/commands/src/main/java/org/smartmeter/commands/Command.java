package org.smartmeter.commands;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.smartmeter.terms.MeterId;

/// One order to one meter, as it stands.
///
/// @param feeder the group within which pace and volume are bounded
/// @param due not handed out, or not again, before
/// @param changes how many rows of the history are its own: rises by one with every change
public record Command(
        long id,
        UUID batch,
        MeterId meter,
        Optional<String> feeder,
        OrderBody body,
        ValidityWindow window,
        Priority priority,
        Person askedBy,
        String reason,
        Instant due,
        CommandState state,
        int changes) {

    public CommandKind kind() {
        return body.kind();
    }

    boolean can(CommandEvent event) {
        return Transitions.after(kind(), state, event).isPresent();
    }

    /// The same command after one more change.
    Command in(CommandState next) {
        return new Command(
                id,
                batch,
                meter,
                feeder,
                body,
                window,
                priority,
                askedBy,
                reason,
                due,
                next,
                changes + 1);
    }
}
