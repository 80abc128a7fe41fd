package org.smartmeter.commands;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.smartmeter.terms.MeterId;

/// The SQL for batches: what was asked for, and who approved it.
final class BatchTable {

    private BatchTable() {}

    /// Keeps a batch as it was asked for.
    ///
    /// @return false if there is one of this id already; then nothing was changed
    static boolean insert(Handle handle, BatchRequest batch, Instant now, RandomGenerator random) {
        int inserted =
                handle.execute(
                        "insert into commands.batches (id, asked_by, reason, asked_at, valid_from,"
                                + " valid_until, priority, spread_ms)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                        batch.id(),
                        batch.askedBy().name(),
                        batch.reason(),
                        CommandTable.time(now),
                        CommandTable.time(batch.window().from()),
                        CommandTable.time(batch.window().until()),
                        batch.priority().rank(),
                        batch.spread().toMillis());
        if (inserted == 0) {
            return false;
        }
        insertCommands(handle, batch, now, random);
        handle.execute(
                "insert into commands.history (command, number, event, state, at, person, detail)"
                        + " select id, 1, ?, state, ?, ?, ? from commands.commands where batch = ?",
                CommandEvent.ASKED.word(),
                CommandTable.time(now),
                batch.askedBy().name(),
                batch.reason(),
                batch.id());
        return true;
    }

    private static void insertCommands(
            Handle handle, BatchRequest batch, Instant now, RandomGenerator random) {
        Instant begin = batch.window().from().isAfter(now) ? batch.window().from() : now;
        PreparedBatch rows =
                handle.prepareBatch(
                        """
                        insert into commands.commands (batch, place, meter, feeder, body, state, changes, due)
                        values (:batch, :place, :meter, :feeder, :body, :state, 1, :due)
                        """);
        for (int place = 0; place < batch.commands().size(); place++) {
            WantedCommand wanted = batch.commands().get(place);
            rows.bind("batch", batch.id())
                    .bind("place", place)
                    .bind("meter", wanted.meter().value())
                    .bind("feeder", wanted.feeder().orElse(null))
                    .bind("body", wanted.body().bytes())
                    .bind("state", CommandState.REQUESTED.word())
                    .bind("due", CommandTable.time(begin.plus(part(batch.spread(), random))))
                    .add();
        }
        rows.execute();
    }

    private static Duration part(Duration spread, RandomGenerator random) {
        return spread.isZero()
                ? Duration.ZERO
                : Duration.ofMillis(random.nextLong(spread.toMillis()));
    }

    /// A batch as it was asked for, read from the rows that will go out.
    static Optional<BatchRequest> find(Handle handle, UUID id) {
        return handle.select("select * from commands.batches where id = ?", id)
                .map(
                        (row, _) ->
                                new BatchRequest(
                                        id,
                                        new Person(row.getString("asked_by")),
                                        row.getString("reason"),
                                        new ValidityWindow(
                                                CommandTable.instant(row, "valid_from"),
                                                CommandTable.instant(row, "valid_until")),
                                        Priority.ofRank(row.getInt("priority")),
                                        Duration.ofMillis(row.getLong("spread_ms")),
                                        wanted(handle, id)))
                .findOne();
    }

    private static List<WantedCommand> wanted(Handle handle, UUID batch) {
        return handle.select(
                        "select meter, feeder, body from commands.commands"
                                + " where batch = ? order by place",
                        batch)
                .map(
                        (row, _) ->
                                new WantedCommand(
                                        new MeterId(row.getString("meter")),
                                        Optional.ofNullable(row.getString("feeder")),
                                        OrderBody.read(row.getBytes("body"))))
                .list();
    }

    /// Keeps who approved the batch, what exactly, and what that rests on.
    ///
    /// @return false if it was approved already; then nothing was changed
    static boolean approve(Handle handle, UUID batch, Approval approval) {
        return handle.execute(
                        "insert into commands.approvals (batch, person, list_hash, proof, at)"
                                + " values (?, ?, ?, ?, ?) on conflict do nothing",
                        batch,
                        approval.person().name(),
                        approval.list().hex(),
                        approval.proof().toByteArray(),
                        CommandTable.time(approval.at()))
                == 1;
    }

    static boolean isApproved(Handle handle, UUID batch) {
        return approval(handle, batch).isPresent();
    }

    static Optional<Approval> approval(Handle handle, UUID batch) {
        return handle.select("select * from commands.approvals where batch = ?", batch)
                .map(
                        (row, _) ->
                                new Approval(
                                        new Person(row.getString("person")),
                                        new ListHash(row.getString("list_hash")),
                                        ByteString.copyFrom(row.getBytes("proof")),
                                        CommandTable.instant(row, "at")))
                .findOne();
    }
}
