package org.smartmeter.commands;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The SQL that answers about batches as a whole.
final class SummaryTable {

    private static final String WITHDRAWN =
            """
            select count(*) from commands.commands c
            join commands.history h on h.command = c.id and h.number = c.changes
            where c.batch = ? and c.state = 'expired' and h.event = 'withdrawn'
            """;

    private SummaryTable() {}

    static Optional<BatchSummary> find(Handle handle, UUID batch) {
        return select(handle, "where id = ?", batch).stream().findFirst();
    }

    static List<BatchSummary> newest(Handle handle, int limit, int offset) {
        return select(handle, "order by asked_at desc, id limit ? offset ?", limit, offset);
    }

    /// Only critical commands wait as requested: routine ones are queued as they are asked for.
    static List<BatchSummary> waiting(Handle handle, Instant now) {
        return select(
                handle,
                """
                where valid_until > ? and id in (
                    select batch from commands.commands
                    where state not in ('done', 'refused', 'expired') and state = 'requested')
                order by valid_until, id
                """,
                CommandTable.time(now));
    }

    private static List<BatchSummary> select(Handle handle, String which, Object... bound) {
        return handle.select("select * from commands.batches " + which, bound)
                .map((row, _) -> summary(handle, row))
                .list();
    }

    private static BatchSummary summary(Handle handle, ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        List<OrderBody> kinds = differentBodies(handle, id);
        return new BatchSummary(
                id,
                new Person(row.getString("asked_by")),
                row.getString("reason"),
                CommandTable.instant(row, "asked_at"),
                new ValidityWindow(
                        CommandTable.instant(row, "valid_from"),
                        CommandTable.instant(row, "valid_until")),
                Priority.ofRank(row.getInt("priority")),
                Duration.ofMillis(row.getLong("spread_ms")),
                kinds.getFirst(),
                kinds.stream().anyMatch(body -> body.kind() == CommandKind.CRITICAL),
                BatchTable.approval(handle, id),
                CommandTable.progress(handle, id),
                handle.select(WITHDRAWN, id).mapTo(Integer.class).one());
    }

    /// Mostly one; the first command's first.
    private static List<OrderBody> differentBodies(Handle handle, UUID batch) {
        return handle.select(
                        "select body from commands.commands where batch = ?"
                                + " group by body order by min(place)",
                        batch)
                .map((row, _) -> OrderBody.read(row.getBytes("body")))
                .list();
    }
}
