package org.smartmeter.commands;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// What people decide about commands, each in the caller's transaction.
final class Decisions {

    private Decisions() {}

    static void approve(
            Handle handle,
            VolumeLimits limits,
            UUID batch,
            Person person,
            ListHash seen,
            Instant now) {
        List<Command> commands = CommandTable.lockBatch(handle, batch);
        BatchRequest asked =
                BatchTable.find(handle, batch)
                        .orElseThrow(() -> conflict("there is no batch " + batch));
        requireAnother(person, asked.askedBy(), "approve");
        if (!ListHash.of(asked).equals(seen)) {
            throw conflict("batch " + batch + " is not what was shown; look at it again");
        }
        if (!asked.isCritical()) {
            throw conflict("batch " + batch + " needs no approval");
        }
        if (asked.window().isOver(now)) {
            throw conflict("batch " + batch + " was to be done until " + asked.window().until());
        }
        if (!BatchTable.approve(handle, batch, person, seen, now)) {
            return;
        }
        List<Command> waiting =
                commands.stream().filter(c -> c.can(CommandEvent.APPROVED)).toList();
        List<Command> approved =
                Book.enter(
                        handle,
                        waiting,
                        CommandEvent.APPROVED,
                        now,
                        Optional.of(person),
                        seen.hex());
        Admission.judge(handle, limits, approved, now);
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
    }

    static int withdraw(Handle handle, UUID batch, Person person, String why, Instant now) {
        List<Command> unanswered =
                CommandTable.lockBatch(handle, batch).stream()
                        .filter(c -> c.can(CommandEvent.WITHDRAWN))
                        .toList();
        return Book.enter(handle, unanswered, CommandEvent.WITHDRAWN, now, Optional.of(person), why)
                .size();
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
