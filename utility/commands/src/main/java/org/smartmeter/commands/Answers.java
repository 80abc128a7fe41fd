package org.smartmeter.commands;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.smartmeter.terms.MeterId;

/// What meters say about commands, each in the caller's transaction.
final class Answers {

    private Answers() {}

    /// @return whether that was news
    static boolean take(
            Handle handle,
            MeterId meter,
            long counter,
            CommandEvent event,
            String detail,
            Instant now) {
        Optional<Command> command =
                Outbox.sending(handle, meter, counter)
                        .flatMap(sending -> CommandTable.lock(handle, sending.command()))
                        .filter(c -> c.can(event));
        // looked at only now that nobody else can send the command once more
        if (command.isEmpty() || !counts(handle, meter, counter, event)) {
            return false;
        }
        Book.enter(handle, List.of(command.get()), event, now, Optional.empty(), detail);
        switch (event) {
            case OVERTAKEN -> Outbox.again(handle, command.get(), now);
            case DONE, REFUSED -> Outbox.settle(handle, command.get());
            default -> {}
        }
        return true;
    }

    /// That a meter has acted is true under whichever counter; that it does not act, only of the
    /// newest.
    private static boolean counts(Handle handle, MeterId meter, long counter, CommandEvent event) {
        return switch (event) {
            case REFUSED, OVERTAKEN ->
                    Outbox.sending(handle, meter, counter)
                            .filter(Outbox.Sending::newest)
                            .isPresent();
            default -> true;
        };
    }

    /// The meter is on the line: what waits for it goes out again at once, unless it says that it
    /// has it.
    static void heard(Handle handle, MeterId meter, long actedOn, Instant now) {
        for (Outbox.Waiting waiting : Outbox.lockWaiting(handle, meter)) {
            Optional<Long> counter = waiting.counter();
            if (counter.isPresent() && counter.get() == actedOn) {
                take(
                        handle,
                        meter,
                        actedOn,
                        CommandEvent.RECEIVED,
                        "it was the last order that the meter acted on",
                        now);
            } else if (counter.isEmpty() || Long.compareUnsigned(counter.get(), actedOn) > 0) {
                Outbox.sooner(handle, waiting, now);
            }
        }
    }
}
