package org.smartmeter.commands;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.smartmeter.terms.MeterId;

/// The SQL between the queue and the line: what is handed out, and under which counters it left.
final class Outbox {

    /// So many are looked at per command wanted, since some of them have to wait for others.
    private static final int CANDIDATES = 4;

    /// A meter that says hello has not always read what was sent a moment ago.
    private static final Duration JUST_NOW = Duration.ofSeconds(1);

    /// Which command travelled under a counter.
    ///
    /// @param newest whether it was not sent under another one since
    record Sending(long command, boolean newest) {}

    private Outbox() {}

    static List<HandedOut> next(Handle handle, Pacing pacing, Instant now, int most) {
        Locks.HAND_OUT.take(handle);
        List<Pacing.Due> chosen =
                pacing.choose(lockDue(handle, pacing, now, most), underWay(handle), most);
        if (chosen.isEmpty()) {
            return List.of();
        }
        List<Long> ids = chosen.stream().map(Pacing.Due::id).toList();
        Map<Long, Integer> attempts = countAttempt(handle, ids, now);
        return CommandTable.ofIds(handle, ids).stream()
                .sorted(Comparator.comparingInt(command -> ids.indexOf(command.id())))
                .map(
                        command ->
                                new HandedOut(
                                        command,
                                        attempts.getOrDefault(command.id(), 0),
                                        sentBefore(handle, command)))
                .toList();
    }

    /// What may go out, first things first. A command that somebody is just changing is passed by;
    /// full feeders are left out here, or one of them could hide all others.
    private static List<Pacing.Due> lockDue(Handle handle, Pacing pacing, Instant now, int most) {
        return handle.createQuery(
                        """
                        select c.id, c.meter, c.feeder, c.under_way
                        from commands.commands c join commands.batches b on b.id = c.batch
                        where c.state in ('queued', 'sent') and c.due <= :now and b.valid_until > :now
                          and (c.under_way or (
                                not exists (select 1 from commands.commands other
                                            where other.meter = c.meter and other.under_way)
                                and (c.state = 'sent'
                                     or not exists (select 1 from commands.commands other
                                                    where other.meter = c.meter and other.state = 'sent'))
                                and (c.feeder is null or c.feeder not in (
                                            select feeder from commands.commands
                                            where under_way and feeder is not null
                                            group by feeder having count(*) >= :perFeeder))))
                        order by b.priority, c.id
                        limit :limit
                        for update of c skip locked
                        """)
                .bind("now", CommandTable.time(now))
                .bind("perFeeder", pacing.underWayPerFeeder())
                .bind("limit", most * CANDIDATES)
                .map(
                        (row, _) ->
                                new Pacing.Due(
                                        row.getLong("id"),
                                        new MeterId(row.getString("meter")),
                                        Optional.ofNullable(row.getString("feeder")),
                                        row.getBoolean("under_way")))
                .list();
    }

    private static Map<String, Integer> underWay(Handle handle) {
        return handle.select(
                        "select feeder, count(*) as commands from commands.commands"
                                + " where under_way and feeder is not null group by feeder")
                .map((row, _) -> Map.entry(row.getString("feeder"), row.getInt("commands")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// @return which attempt it is, by command
    private static Map<Long, Integer> countAttempt(Handle handle, List<Long> ids, Instant now) {
        Map<Long, Integer> attempts =
                handle.createQuery(
                                """
                        update commands.commands set attempts = attempts + 1, under_way = true
                        where id = any(:ids) returning id, attempts
                        """)
                        .bindArray("ids", Long.class, ids)
                        .map((row, _) -> Map.entry(row.getLong("id"), row.getInt("attempts")))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        PreparedBatch waits =
                handle.prepareBatch("update commands.commands set due = :due where id = :id");
        attempts.forEach(
                (id, attempt) ->
                        waits.bind("due", CommandTable.time(now.plus(Pacing.waitAfter(attempt))))
                                .bind("id", id)
                                .add());
        waits.execute();
        return attempts;
    }

    private static Optional<SignedCommand> sentBefore(Handle handle, Command command) {
        return command.state() != CommandState.SENT
                ? Optional.empty()
                : handle.select(
                                "select counter, signed from commands.sendings"
                                        + " where command = ? order by attempt desc limit 1",
                                command.id())
                        .map(
                                (row, _) ->
                                        new SignedCommand(
                                                row.getLong("counter"),
                                                ByteString.copyFrom(row.getBytes("signed"))))
                        .findOne();
    }

    /// Whether this hand-out is still the last one of its command, and was not used up.
    static boolean isCurrent(Handle handle, HandedOut out) {
        return handle.select(
                        "select attempts from commands.commands where id = ? and under_way",
                        out.command().id())
                .mapTo(Integer.class)
                .findOne()
                .filter(attempts -> attempts == out.attempt())
                .isPresent();
    }

    /// Binds the counter to the command.
    ///
    /// @throws CommandConflictException if another order to the meter had it
    static void keep(Handle handle, HandedOut out, SignedCommand signed, Instant now) {
        MeterId meter = out.command().meter();
        int kept =
                handle.execute(
                        "insert into commands.sendings (meter, counter, command, attempt, signed,"
                                + " at) values (?, ?, ?, ?, ?, ?) on conflict (meter, counter) do nothing",
                        meter.value(),
                        signed.counter(),
                        out.command().id(),
                        out.attempt(),
                        signed.bytes().toByteArray(),
                        CommandTable.time(now));
        if (kept == 0) {
            throw new CommandConflictException(
                    "counter "
                            + Long.toUnsignedString(signed.counter())
                            + " of meter "
                            + meter
                            + " belongs to another command; counters must rise");
        }
    }

    static Optional<Sending> sending(Handle handle, MeterId meter, long counter) {
        return handle.select(
                        """
                        select s.command, not exists (
                            select 1 from commands.sendings later
                            where later.command = s.command and later.attempt > s.attempt) as newest
                        from commands.sendings s where s.meter = ? and s.counter = ?
                        """,
                        meter.value(),
                        counter)
                .map((row, _) -> new Sending(row.getLong("command"), row.getBoolean("newest")))
                .findOne();
    }

    /// Nothing more is expected from the meter about the command.
    static void settle(Handle handle, Command command) {
        handle.execute(
                "update commands.sendings set settled = true where command = ? and not settled",
                command.id());
    }

    static List<Awaited> awaited(Handle handle, MeterId meter) {
        return handle.select(
                        """
                        select s.counter, s.command, c.body, c.state
                        from commands.sendings s join commands.commands c on c.id = s.command
                        where s.meter = ? and not s.settled order by s.at, s.counter
                        """,
                        meter.value())
                .map(
                        (row, _) ->
                                new Awaited(
                                        row.getLong("counter"),
                                        row.getLong("command"),
                                        OrderBody.read(row.getBytes("body")),
                                        CommandState.ofWord(row.getString("state"))))
                .list();
    }

    static List<MeterId> awaitedMeters(Handle handle, Instant since) {
        return handle.select(
                        "select distinct meter from commands.sendings"
                                + " where not settled and at >= ? order by meter",
                        CommandTable.time(since))
                .map((row, _) -> new MeterId(row.getString("meter")))
                .list();
    }

    /// It stays due as late as if it had been sent.
    static void putBack(Handle handle, HandedOut out) {
        handle.execute(
                "update commands.commands set under_way = false where id = ? and attempts = ?",
                out.command().id(),
                out.attempt());
    }

    /// A command that waits for its meter.
    ///
    /// @param counter under which it left last, if it did
    /// @param underWay whether it was given to the line, as far as is known, and not put back
    record Waiting(long id, Optional<Long> counter, int attempts, Instant due, boolean underWay) {}

    /// What was handed out before and waits for this meter; nobody else changes it until this
    /// transaction ends.
    static List<Waiting> lockWaiting(Handle handle, MeterId meter) {
        return handle.select(
                        """
                        select c.id, c.attempts, c.due, c.under_way,
                               case when c.state = 'sent' then (
                                   select s.counter from commands.sendings s
                                   where s.command = c.id order by s.attempt desc limit 1) end as counter
                        from commands.commands c
                        where c.meter = ? and c.state in ('queued', 'sent') and c.attempts > 0
                        order by c.id for update of c
                        """,
                        meter.value())
                .map(
                        (row, _) ->
                                new Waiting(
                                        row.getLong("id"),
                                        Optional.ofNullable(row.getObject("counter", Long.class)),
                                        row.getInt("attempts"),
                                        CommandTable.instant(row, "due"),
                                        row.getBoolean("under_way")))
                .list();
    }

    /// Due at once, unless it has just gone out.
    static void sooner(Handle handle, Waiting waiting, Instant now) {
        Instant handedOut = waiting.due().minus(Pacing.waitAfter(waiting.attempts()));
        boolean justNow = waiting.underWay() && handedOut.plus(JUST_NOW).isAfter(now);
        if (!justNow && waiting.due().isAfter(now)) {
            handle.execute(
                    "update commands.commands set due = ? where id = ?",
                    CommandTable.time(now),
                    waiting.id());
        }
    }

    /// What was overtaken goes out again at once, under a new counter.
    static void again(Handle handle, Command command, Instant now) {
        handle.execute(
                "update commands.commands set due = ? where id = ?",
                CommandTable.time(now),
                command.id());
    }
}
