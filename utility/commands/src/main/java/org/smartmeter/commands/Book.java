package org.smartmeter.commands;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// The only way in which a command changes its state: by the table of [Transitions], with a row of
/// history for each change, in the caller's transaction.
final class Book {

    /// @param detail the reason given, or what the meter said
    record Change(Command command, CommandEvent event, String detail) {}

    private Book() {}

    /// Makes the changes. The caller has locked the commands and knows that they may happen.
    ///
    /// @param person who decided; empty where nobody did
    /// @return the commands as they stand after it, in order
    static List<Command> enter(
            Handle handle, List<Change> changes, Instant at, Optional<Person> person) {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<Command> after = new ArrayList<>();
        PreparedBatch states =
                handle.prepareBatch(
                        """
                        update commands.commands
                        set state = :state, changes = :changes, under_way = :underWay
                        where id = :id and changes = :changes - 1
                        """);
        PreparedBatch history =
                handle.prepareBatch(
                        """
                        insert into commands.history (command, number, event, state, at, person, detail)
                        values (:id, :changes, :event, :state, :at, :person, :detail)
                        """);
        for (Change change : changes) {
            Command command = moved(change);
            after.add(command);
            states.bind("id", command.id())
                    .bind("state", command.state().word())
                    .bind("changes", command.changes())
                    .bind("underWay", command.state() == CommandState.SENT)
                    .add();
            history.bind("id", command.id())
                    .bind("changes", command.changes())
                    .bind("event", change.event().word())
                    .bind("state", command.state().word())
                    .bind("at", CommandTable.time(at))
                    .bind("person", person.map(Person::name).orElse(null))
                    .bind("detail", change.detail())
                    .add();
        }
        if (IntStream.of(states.execute()).anyMatch(rows -> rows != 1)) {
            throw new IllegalStateException("a command was changed without being locked");
        }
        history.execute();
        return after;
    }

    static List<Command> enter(
            Handle handle,
            List<Command> commands,
            CommandEvent event,
            Instant at,
            Optional<Person> person,
            String detail) {
        return enter(
                handle,
                commands.stream().map(command -> new Change(command, event, detail)).toList(),
                at,
                person);
    }

    private static Command moved(Change change) {
        Command command = change.command();
        return Transitions.after(command.kind(), command.state(), change.event())
                .map(command::in)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "command "
                                                + command.id()
                                                + " is "
                                                + command.state().word()
                                                + " and cannot become "
                                                + change.event().word()));
    }
}
