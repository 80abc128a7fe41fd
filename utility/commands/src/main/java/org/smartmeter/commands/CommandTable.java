package org.smartmeter.commands;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.smartmeter.terms.MeterId;

/// The SQL that answers about commands.
final class CommandTable {

    private static final String COMMANDS =
            """
            select c.id, c.batch, c.meter, c.feeder, c.body, c.due, c.state, c.changes,
                   b.asked_by, b.reason, b.valid_from, b.valid_until, b.priority
            from commands.commands c join commands.batches b on b.id = c.batch
            """;

    private CommandTable() {}

    static Optional<Command> find(Handle handle, long id) {
        return select(handle, "where c.id = ?", id).stream().findFirst();
    }

    /// As [#find], and nobody else changes it until this transaction ends.
    static Optional<Command> lock(Handle handle, long id) {
        return select(handle, "where c.id = ? for update of c", id).stream().findFirst();
    }

    static List<Command> ofBatch(Handle handle, UUID batch) {
        return select(handle, "where c.batch = ? order by c.place", batch);
    }

    /// Some of them.
    static List<Command> ofBatch(
            Handle handle, UUID batch, Set<CommandState> states, int limit, int offset) {
        return handle.createQuery(
                        COMMANDS
                                + "where c.batch = :batch and c.state = any(:states)"
                                + " order by c.place limit :limit offset :offset")
                .bind("batch", batch)
                .bindArray("states", String.class, states.stream().map(CommandState::word).toList())
                .bind("limit", limit)
                .bind("offset", offset)
                .map(CommandTable::command)
                .list();
    }

    /// As [#ofBatch], and nobody else changes them until this transaction ends.
    static List<Command> lockBatch(Handle handle, UUID batch) {
        return select(handle, "where c.batch = ? order by c.id for update of c", batch);
    }

    /// What has not ended of these meters' commands; nobody else changes it until this transaction
    /// ends.
    static List<Command> lockOpen(Handle handle, List<MeterId> meters) {
        return handle.createQuery(
                        COMMANDS
                                + "where c.meter = any(:meters)"
                                + " and c.state not in ('done', 'refused', 'expired')"
                                + " order by c.id for update of c")
                .bindArray("meters", String.class, meters.stream().map(MeterId::value).toList())
                .map(CommandTable::command)
                .list();
    }

    static List<Command> ofMeter(Handle handle, MeterId meter, int limit) {
        return select(handle, "where c.meter = ? order by c.id desc limit ?", meter.value(), limit);
    }

    static List<Command> ofIds(Handle handle, List<Long> ids) {
        return handle.createQuery(COMMANDS + "where c.id = any(:ids)")
                .bindArray("ids", Long.class, ids)
                .map(CommandTable::command)
                .list();
    }

    /// Locked are those that nobody else is changing; the others have their turn later.
    static List<Command> lockOver(Handle handle, Instant now, int limit) {
        return select(
                handle,
                """
                where c.state in ('requested', 'approved', 'quarantined', 'queued', 'sent')
                  and b.valid_until <= ?
                order by c.id limit ? for update of c skip locked
                """,
                time(now),
                limit);
    }

    static List<Command> lockUnanswered(Handle handle) {
        return select(
                handle,
                "where c.state in ('requested', 'approved', 'quarantined', 'queued', 'sent')"
                        + " order by c.id for update of c");
    }

    static List<QuarantinedCommand> quarantined(Handle handle, int limit) {
        List<Command> held =
                select(handle, "where c.state = 'quarantined' order by c.id limit ?", limit);
        Map<Long, HistoryEntry> why = last(handle, held.stream().map(Command::id).toList());
        return held.stream()
                .flatMap(
                        command ->
                                Optional.ofNullable(why.get(command.id())).stream()
                                        .map(e -> new QuarantinedCommand(command, e.detail())))
                .toList();
    }

    static int quarantinedCount(Handle handle) {
        return handle.select("select count(*) from commands.commands where state = 'quarantined'")
                .mapTo(Integer.class)
                .one();
    }

    static List<HistoryEntry> history(Handle handle, long id) {
        return handle.select("select * from commands.history where command = ? order by number", id)
                .map(CommandTable::entry)
                .list();
    }

    static Map<Long, HistoryEntry> last(Handle handle, Collection<Long> ids) {
        return handle.createQuery(
                        """
                        select h.* from commands.history h join commands.commands c
                        on h.command = c.id and h.number = c.changes where c.id = any(:ids)
                        """)
                .bindArray("ids", Long.class, ids.toArray())
                .map((row, context) -> Map.entry(row.getLong("command"), entry(row, context)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static Progress progress(Handle handle, UUID batch) {
        return new Progress(
                handle.select(
                                "select state, count(*) as commands from commands.commands"
                                        + " where batch = ? group by state",
                                batch)
                        .map(
                                (row, _) ->
                                        Map.entry(
                                                CommandState.ofWord(row.getString("state")),
                                                row.getInt("commands")))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static List<Command> select(Handle handle, String which, Object... bound) {
        return handle.select(COMMANDS + which, bound).map(CommandTable::command).list();
    }

    private static Command command(ResultSet row, StatementContext context) throws SQLException {
        return new Command(
                row.getLong("id"),
                row.getObject("batch", UUID.class),
                new MeterId(row.getString("meter")),
                Optional.ofNullable(row.getString("feeder")),
                OrderBody.read(row.getBytes("body")),
                new ValidityWindow(instant(row, "valid_from"), instant(row, "valid_until")),
                Priority.ofRank(row.getInt("priority")),
                new Person(row.getString("asked_by")),
                row.getString("reason"),
                instant(row, "due"),
                CommandState.ofWord(row.getString("state")),
                row.getInt("changes"));
    }

    private static HistoryEntry entry(ResultSet row, StatementContext context) throws SQLException {
        return new HistoryEntry(
                row.getInt("number"),
                CommandEvent.ofWord(row.getString("event")),
                CommandState.ofWord(row.getString("state")),
                instant(row, "at"),
                Optional.ofNullable(row.getString("person")).map(Person::new),
                row.getString("detail"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
