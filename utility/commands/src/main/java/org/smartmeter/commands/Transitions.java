package org.smartmeter.commands;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The one table of what may happen to a command: event → from → to. A report of the meter beats
/// what the utility presumed meanwhile, since the meter is the source of truth.
public final class Transitions {

    private record Row(Set<CommandState> from, CommandState to) {}

    private static final Map<CommandEvent, Row> TABLE =
            Map.ofEntries(
                    entry(CommandEvent.APPROVED, to(CommandState.APPROVED, CommandState.REQUESTED)),
                    entry(
                            CommandEvent.WAVED_THROUGH,
                            to(CommandState.QUEUED, CommandState.REQUESTED)),
                    entry(CommandEvent.ADMITTED, to(CommandState.QUEUED, CommandState.APPROVED)),
                    entry(
                            CommandEvent.QUARANTINED,
                            to(CommandState.QUARANTINED, CommandState.APPROVED)),
                    entry(CommandEvent.RELEASED, to(CommandState.QUEUED, CommandState.QUARANTINED)),
                    entry(CommandEvent.SENT, to(CommandState.SENT, CommandState.QUEUED)),
                    entry(
                            CommandEvent.RECEIVED,
                            to(CommandState.RECEIVED, CommandState.SENT, CommandState.EXPIRED)),
                    entry(CommandEvent.OVERTAKEN, to(CommandState.QUEUED, CommandState.SENT)),
                    entry(
                            CommandEvent.DONE,
                            to(
                                    CommandState.DONE,
                                    // an earlier sending of it was not overtaken after all
                                    CommandState.QUEUED,
                                    CommandState.SENT,
                                    CommandState.RECEIVED,
                                    CommandState.REFUSED,
                                    CommandState.EXPIRED)),
                    entry(
                            CommandEvent.REFUSED,
                            to(
                                    CommandState.REFUSED,
                                    CommandState.SENT,
                                    CommandState.RECEIVED,
                                    CommandState.EXPIRED)),
                    entry(CommandEvent.EXPIRED, notWithTheMeterYet()),
                    entry(CommandEvent.WITHDRAWN, notWithTheMeterYet()));

    private Transitions() {}

    /// Where the event leads, if it can happen there.
    public static Optional<CommandState> after(
            CommandKind kind, CommandState from, CommandEvent event) {
        if (kind == CommandKind.CRITICAL && event == CommandEvent.WAVED_THROUGH) {
            return Optional.empty();
        }
        return Optional.ofNullable(TABLE.get(event))
                .filter(row -> row.from().contains(from))
                .map(Row::to);
    }

    /// What a meter says it has is out of our hands: its report will come.
    private static Row notWithTheMeterYet() {
        return to(
                CommandState.EXPIRED,
                CommandState.REQUESTED,
                CommandState.APPROVED,
                CommandState.QUARANTINED,
                CommandState.QUEUED,
                CommandState.SENT);
    }

    private static Row to(CommandState to, CommandState... from) {
        return new Row(Set.of(from), to);
    }
}
