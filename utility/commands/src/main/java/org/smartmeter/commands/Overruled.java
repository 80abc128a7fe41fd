package org.smartmeter.commands;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.smartmeter.terms.MeterId;

/// Commands to a switch that a later wish overrules: of a cut and a reconnection the later one
/// counts, whichever would reach the meter first. What a meter has answered is not called back.
final class Overruled {

    private Overruled() {}

    static void callBack(
            Handle handle,
            List<MeterId> meters,
            Predicate<Command> which,
            Instant now,
            Optional<Person> person,
            String why) {
        if (meters.isEmpty()) {
            return;
        }
        Book.enter(
                handle,
                CommandTable.lockOpen(handle, meters).stream()
                        .filter(which)
                        .filter(c -> c.can(CommandEvent.WITHDRAWN))
                        .toList(),
                CommandEvent.WITHDRAWN,
                now,
                person,
                why);
    }

    /// Only those asked for before: a reconnection asked for after a cut has called that back.
    ///
    /// @param admitted what may go out from now on
    static void callBackReconnections(Handle handle, List<Command> admitted, Instant now) {
        List<Command> cuts = admitted.stream().filter(c -> c.body().isDisconnect()).toList();
        callBack(
                handle,
                cuts.stream().map(Command::meter).toList(),
                c -> c.body().isReconnect(),
                now,
                Optional.empty(),
                "overruled by a cut that was approved later");
    }
}
