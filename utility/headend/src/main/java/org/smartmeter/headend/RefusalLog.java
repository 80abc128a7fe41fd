package org.smartmeter.headend;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.smartmeter.terms.MeterId;

/// Counts what is refused and keeps the latest in detail. A refusal costs a moment in memory; rows
/// are written in batches by [#flush], so that a flood of refusals is no flood of writes. Safe for
/// many threads.
final class RefusalLog implements Refusals, RefusalSink {

    private static final int DETAILS_BETWEEN_FLUSHES = 500;
    private static final int DETAILS_KEPT = 20_000;
    private static final int LONGEST_DETAIL = 300;

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final AtomicLong total = new AtomicLong();
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<Key, Long> pending = new HashMap<>();
    private final Deque<Refusal> details = new ArrayDeque<>();

    private record Key(Instant hour, String meter, RefusalReason reason) {}

    private record Batch(Map<Key, Long> counts, List<Refusal> details) {}

    RefusalLog(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public synchronized void refuse(Optional<MeterId> meter, RefusalReason reason, String detail) {
        Instant now = clock.instant();
        total.incrementAndGet();
        pending.merge(new Key(hour(now), name(meter), reason), 1L, Long::sum);
        if (details.size() < DETAILS_BETWEEN_FLUSHES) {
            String bounded =
                    detail.length() <= LONGEST_DETAIL
                            ? detail
                            : detail.substring(0, LONGEST_DETAIL) + "…";
            details.add(new Refusal(now, meter, reason, bounded.replace("\0", "")));
        }
    }

    /// Everything refused since start.
    long total() {
        return total.get();
    }

    /// Writes what is not yet written. What cannot be written stays for the next time. Whoever is
    /// refused meanwhile does not wait for the database.
    @Override
    public void flush() {
        writing.lock();
        try {
            Batch batch = take();
            if (batch.counts().isEmpty()) {
                return;
            }
            try {
                jdbi.useTransaction(
                        handle -> {
                            writeCounts(handle, batch.counts());
                            writeDetails(handle, batch.details());
                        });
            } catch (RuntimeException e) {
                putBack(batch);
                throw e;
            }
        } finally {
            writing.unlock();
        }
    }

    private synchronized Batch take() {
        Batch batch = new Batch(Map.copyOf(pending), List.copyOf(details));
        pending.clear();
        details.clear();
        return batch;
    }

    private synchronized void putBack(Batch batch) {
        batch.counts().forEach((key, count) -> pending.merge(key, count, Long::sum));
        List<Refusal> later = List.copyOf(details);
        details.clear();
        details.addAll(batch.details());
        later.stream().limit(DETAILS_BETWEEN_FLUSHES - details.size()).forEach(details::add);
    }

    private static void writeCounts(Handle handle, Map<Key, Long> counts) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into headend.refusal_counts (hour, meter, reason, count)
                        values (?, ?, ?, ?)
                        on conflict (hour, meter, reason)
                        do update set count = headend.refusal_counts.count + excluded.count
                        """);
        counts.forEach(
                (key, count) ->
                        batch.add(
                                MeterTable.time(key.hour()),
                                key.meter(),
                                key.reason().name(),
                                count));
        batch.execute();
    }

    private static void writeDetails(Handle handle, List<Refusal> details) {
        PreparedBatch batch =
                handle.prepareBatch(
                        "insert into headend.refusals (at, meter, reason, detail)"
                                + " values (?, ?, ?, ?)");
        for (Refusal refusal : details) {
            batch.add(
                    MeterTable.time(refusal.at()),
                    name(refusal.meter()),
                    refusal.reason().name(),
                    refusal.detail());
        }
        if (batch.size() > 0) {
            batch.execute();
            handle.execute(
                    "delete from headend.refusals"
                            + " where number <= (select max(number) from headend.refusals) - ?",
                    DETAILS_KEPT);
        }
    }

    @Override
    public Map<RefusalReason, Long> counts(Instant since) {
        return counts(since, "");
    }

    @Override
    public Map<RefusalReason, Long> counts(MeterId meter, Instant since) {
        return counts(since, meter.value());
    }

    private Map<RefusalReason, Long> counts(Instant since, String meter) {
        flush();
        Map<RefusalReason, Long> counts = new EnumMap<>(RefusalReason.class);
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select reason, sum(count)::bigint as count
                                        from headend.refusal_counts
                                        where hour >= :hour and (:meter = '' or meter = :meter)
                                        group by reason
                                        """)
                                .bind("hour", MeterTable.time(hour(since)))
                                .bind("meter", meter)
                                .map(
                                        (row, context) ->
                                                counts.put(reason(row), row.getLong("count")))
                                .list());
        return counts;
    }

    @Override
    public Map<MeterId, Long> byMeter(Instant since) {
        flush();
        Map<MeterId, Long> counts = new TreeMap<>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select meter, sum(count)::bigint as count
                                        from headend.refusal_counts
                                        where hour >= :hour and meter <> '' group by meter
                                        """)
                                .bind("hour", MeterTable.time(hour(since)))
                                .map(
                                        (row, context) ->
                                                counts.put(
                                                        new MeterId(row.getString("meter")),
                                                        row.getLong("count")))
                                .list());
        return counts;
    }

    @Override
    public List<Refusal> recent(int limit) {
        return recent("", limit);
    }

    @Override
    public List<Refusal> recent(MeterId meter, int limit) {
        return recent(meter.value(), limit);
    }

    private List<Refusal> recent(String meter, int limit) {
        flush();
        return new ArrayList<>(
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select * from headend.refusals
                                                where :meter = '' or meter = :meter
                                                order by number desc limit :limit
                                                """)
                                        .bind("meter", meter)
                                        .bind("limit", limit)
                                        .map(RefusalLog::refusal)
                                        .list()));
    }

    private static Refusal refusal(ResultSet row, StatementContext context) throws SQLException {
        String meter = row.getString("meter");
        return new Refusal(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                meter.isEmpty() ? Optional.empty() : Optional.of(new MeterId(meter)),
                reason(row),
                row.getString("detail"));
    }

    private static RefusalReason reason(ResultSet row) throws SQLException {
        return RefusalReason.valueOf(row.getString("reason"));
    }

    private static Instant hour(Instant instant) {
        return instant.truncatedTo(ChronoUnit.HOURS);
    }

    private static String name(Optional<MeterId> meter) {
        return meter.map(MeterId::value).orElse("");
    }
}
