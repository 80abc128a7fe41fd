package org.smartmeter.server.commands;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.smartmeter.commands.Command;
import org.smartmeter.commands.CommandEvent;
import org.smartmeter.commands.Commands;
import org.smartmeter.commands.HistoryEntry;

/// One command as the pages see it.
///
/// @param state its state, or `withdrawn` where a person ended it
/// @param since when that came about
/// @param detail what the meter said, or the reason given
/// @param by who decided it; null where nobody did
record CommandView(
        long id,
        UUID batch,
        String meter,
        @Nullable String feeder,
        OrderView order,
        String askedBy,
        String reason,
        String state,
        Instant since,
        String detail,
        @Nullable String by,
        Instant until) {

    static List<CommandView> of(Commands commands, List<Command> which) {
        Map<Long, HistoryEntry> last = commands.last(which.stream().map(Command::id).toList());
        return which.stream()
                .flatMap(
                        command ->
                                Optional.ofNullable(last.get(command.id())).stream()
                                        .map(entry -> of(command, entry)))
                .toList();
    }

    private static CommandView of(Command command, HistoryEntry last) {
        return new CommandView(
                command.id(),
                command.batch(),
                command.meter().value(),
                command.feeder().orElse(null),
                OrderView.of(command.body().order()),
                command.askedBy().name(),
                command.reason(),
                last.event() == CommandEvent.WITHDRAWN
                        ? CommandEvent.WITHDRAWN.word()
                        : command.state().word(),
                last.at(),
                last.detail(),
                last.person().map(Object::toString).orElse(null),
                command.window().until());
    }

    /// One change of a command.
    record Change(String event, String state, Instant at, @Nullable String by, String detail) {

        static Change of(HistoryEntry entry) {
            return new Change(
                    entry.event().word(),
                    entry.state().word(),
                    entry.at(),
                    entry.person().map(Object::toString).orElse(null),
                    entry.detail());
        }
    }
}
