package org.smartmeter.commands;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.smartmeter.terms.MeterId;

/// What people decide about commands, each in the caller's transaction.
final class Decisions {

    private Decisions() {}

    static ListHash request(
            Handle handle, BatchRequest batch, Instant now, RandomGenerator random) {
        if (!BatchTable.insert(handle, batch, now, random)) {
            return BatchTable.find(handle, batch.id())
                    .map(ListHash::of)
                    .filter(ListHash.of(batch)::equals)
                    .orElseThrow(
                            () ->
                                    conflict(
                                            "batch "
                                                    + batch.id()
                                                    + " was asked for with other content;"
                                                    + " give a new id"));
        }
        callBackCuts(handle, batch, now);
        Book.enter(
                handle,
                CommandTable.ofBatch(handle, batch.id()).stream()
                        .filter(c -> c.kind() == CommandKind.ROUTINE)
                        .toList(),
                CommandEvent.WAVED_THROUGH,
                now,
                Optional.empty(),
                "");
        return ListHash.of(batch);
    }

    /// The later wish counts, even over a cut that waits for its approval or in quarantine.
    private static void callBackCuts(Handle handle, BatchRequest batch, Instant now) {
        List<MeterId> reconnected =
                batch.commands().stream()
                        .filter(wanted -> wanted.body().isReconnect())
                        .map(WantedCommand::meter)
                        .toList();
        Overruled.callBack(
                handle,
                reconnected,
                c -> c.body().isDisconnect(),
                now,
                Optional.of(batch.askedBy()),
                "to be reconnected: " + batch.reason());
    }

    static void approve(Handle handle, VolumeLimits limits, UUID batch, Approval approval) {
        List<Command> commands = CommandTable.lockBatch(handle, batch);
        BatchRequest asked =
                BatchTable.find(handle, batch)
                        .orElseThrow(() -> conflict("there is no batch " + batch));
        requireAnother(approval.person(), asked.askedBy(), "approve");
        if (!ListHash.of(asked).equals(approval.list())) {
            throw conflict("batch " + batch + " is not what was shown; look at it again");
        }
        if (!asked.isCritical()) {
            throw conflict("batch " + batch + " needs no approval");
        }
        if (asked.window().isOver(approval.at())) {
            throw conflict("batch " + batch + " was to be done until " + asked.window().until());
        }
        List<Command> waiting =
                commands.stream().filter(c -> c.can(CommandEvent.APPROVED)).toList();
        if (waiting.isEmpty() && !BatchTable.isApproved(handle, batch)) {
            throw conflict("of batch " + batch + " nothing waits for an approval any more");
        }
        if (!BatchTable.approve(handle, batch, approval)) {
            return;
        }
        List<Command> approved =
                Book.enter(
                        handle,
                        waiting,
                        CommandEvent.APPROVED,
                        approval.at(),
                        Optional.of(approval.person()),
                        approval.list().hex());
        Admission.judge(handle, limits, approved, approval.at());
    }

    static void release(Handle handle, long id, Person person, String why, Instant now) {
        Command command =
                CommandTable.lock(handle, id)
                        .orElseThrow(() -> conflict("there is no command " + id));
        requireAnother(person, command.askedBy(), "release");
        if (!command.can(CommandEvent.RELEASED)) {
            throw conflict("command " + id + " is not quarantined but " + command.state().word());
        }
        List<Command> released =
                Book.enter(
                        handle,
                        List.of(command),
                        CommandEvent.RELEASED,
                        now,
                        Optional.of(person),
                        why);
        Admission.count(handle, released, now);
        Overruled.callBackReconnections(handle, released, now);
    }

    static int withdraw(Handle handle, UUID batch, Person person, String why, Instant now) {
        List<Command> unanswered =
                CommandTable.lockBatch(handle, batch).stream()
                        .filter(c -> c.can(CommandEvent.WITHDRAWN))
                        .toList();
        return Book.enter(handle, unanswered, CommandEvent.WITHDRAWN, now, Optional.of(person), why)
                .size();
    }

    static boolean withdraw(Handle handle, long id, Person person, String why, Instant now) {
        Optional<Command> command =
                CommandTable.lock(handle, id).filter(c -> c.can(CommandEvent.WITHDRAWN));
        command.ifPresent(
                c ->
                        Book.enter(
                                handle,
                                List.of(c),
                                CommandEvent.WITHDRAWN,
                                now,
                                Optional.of(person),
                                why));
        return command.isPresent();
    }

    private static void requireAnother(Person person, Person asked, String what) {
        if (person.equals(asked)) {
            throw conflict(person + " asked for it; another person has to " + what + " it");
        }
    }

    private static CommandConflictException conflict(String text) {
        return new CommandConflictException(text);
    }
}
