package org.smartmeter.readings.vee;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.database.Database;
import org.smartmeter.readings.Interval;
import org.smartmeter.readings.MeterEvent;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.readings.validation.ValidationRules;
import org.smartmeter.terms.LocalDay;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.EventCode;

/// Validates what came in, meter by meter in the background, from the local day of the earliest
/// change on. What was not validated when an earlier process ended is found by the journals'
/// versions, so nothing is forgotten.
public final class Validator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Validator.class);

    /// The author of estimates.
    public static final String AUTHOR = "validation";

    /// History that the rules compare a day with: the same weekday of eight weeks.
    private static final int HISTORY_DAYS = 57;

    private static final int METERS_A_ROUND = 500;
    private static final int MOST_EVENTS = 2_000;

    private final Database database;
    private final ReadingStore store;
    private final Function<MeterId, ValidationRules> rules;
    private final Function<MeterId, ZoneId> zones;
    private final Duration pause;
    private final InstantSource clock;
    private final Changes changes = new Changes();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("readings-validator").unstarted(this::run);

    /// @param rules of each meter's class
    /// @param zones of each meter's local days
    /// @param pause a change waits so long, so that what comes together is validated together
    public Validator(
            Database database,
            ReadingStore store,
            Function<MeterId, ValidationRules> rules,
            Function<MeterId, ZoneId> zones,
            Duration pause,
            InstantSource clock) {
        this.database = database;
        this.store = store;
        this.rules = rules;
        this.zones = zones;
        this.pause = pause;
        this.clock = clock;
    }

    /// Takes up what an earlier process left, and begins.
    public void start() {
        store.listen(
                (meter, from, _) ->
                        changes.changed(
                                meter, new Changes.Change(from.toEpochMilli(), clock.millis())));
        unvalidated()
                .forEach(meter -> changes.changed(meter, new Changes.Change(Long.MIN_VALUE, 0)));
        thread.start();
    }

    /// Meters that wait to be validated.
    public int waiting() {
        return changes.size();
    }

    private void run() {
        while (closing.getCount() > 0) {
            try {
                if (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    while (round(clock.instant().minus(pause)) > 0 && closing.getCount() > 0) {
                        LOG.trace("more wait");
                    }
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOG.error("validation failed and goes on with what is next", e);
            }
        }
    }

    /// Validates everything that waits, now.
    public void validateAll() {
        while (round(Instant.MAX) > 0) {
            LOG.trace("more wait");
        }
    }

    /// @return how many meters were looked at
    private int round(Instant before) {
        long latest = before.equals(Instant.MAX) ? Long.MAX_VALUE : before.toEpochMilli();
        Map<MeterId, Changes.Change> taken = changes.take(METERS_A_ROUND, latest);
        taken.forEach(
                (meter, change) -> {
                    try {
                        validate(meter, change.from());
                    } catch (SQLException | RuntimeException e) {
                        // The others do not wait for it; the next change or start tries again.
                        LOG.error("meter {} cannot be validated", meter, e);
                    }
                });
        return taken.size();
    }

    private void validate(MeterId meter, long changedFrom) throws SQLException {
        long versions = versions(meter);
        var span = store.measuredSpan(meter);
        if (span.isEmpty()) {
            return;
        }
        ZoneId zone = zones.apply(meter);
        Instant first = span.get().first();
        Instant last = span.get().last();
        Instant changed = Instant.ofEpochMilli(Math.max(changedFrom, first.toEpochMilli()));
        List<Interval> curve = withHistory(meter, changed, first, last);
        Instant begin = beginOfGap(curve, changed);
        if (begin.isBefore(changed)) {
            curve = withHistory(meter, begin, first, last);
        }
        LocalDate from = LocalDay.of(begin, zone).date();
        List<MeterEvent> events = events(meter);
        LocalDate lastDay = LocalDay.of(last, zone).date();
        Instant now = clock.instant();
        List<FindingTable.Dated> findings = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try {
                VersionTable table = new VersionTable(connection);
                for (Flow flow : flows(curve)) {
                    MeterValidation found =
                            MeterValidation.of(
                                    meter.value(),
                                    flow,
                                    curve,
                                    events,
                                    rules.apply(meter),
                                    zone,
                                    from);
                    findings.addAll(found.findings());
                    keep(table, meter, flow, from, lastDay, found.estimates(), now);
                }
                new FindingTable(connection).replace(meter, from, lastDay, findings, now);
                validated(connection, meter, versions);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private List<Interval> withHistory(MeterId meter, Instant from, Instant first, Instant last) {
        Instant history = from.minus(Duration.ofDays(HISTORY_DAYS));
        return store.curve(meter, history.isBefore(first) ? first : history, last);
    }

    /// What came may end a gap that began before it, maybe days before.
    private static Instant beginOfGap(List<Interval> curve, Instant changed) {
        for (Interval interval : curve) {
            boolean endsInIt =
                    interval.start().isBefore(changed) && !interval.end().isBefore(changed);
            if (endsInIt && interval.status() != Interval.Status.ACTUAL) {
                return interval.start();
            }
        }
        return changed;
    }

    private static Set<Flow> flows(List<Interval> curve) {
        Set<Flow> flows = EnumSet.of(Flow.IMPORT);
        if (curve.stream().anyMatch(interval -> interval.exported().milliwattHours() > 0)) {
            flows.add(Flow.EXPORT);
        }
        return flows;
    }

    /// A new version only where the estimate is another than before.
    private static void keep(
            VersionTable table,
            MeterId meter,
            Flow flow,
            LocalDate from,
            LocalDate to,
            Map<LocalDate, List<Version.Part>> estimates,
            Instant now)
            throws SQLException {
        Map<LocalDate, List<Version.Part>> before = new HashMap<>();
        for (Version version : table.of(meter, flow, from, to)) {
            if (version.kind() == VersionKind.ESTIMATE) {
                before.put(version.day(), version.parts());
            }
        }
        for (Map.Entry<LocalDate, List<Version.Part>> day : estimates.entrySet()) {
            if (!day.getValue().equals(before.get(day.getKey()))) {
                table.add(
                        meter,
                        flow,
                        day.getKey(),
                        VersionKind.ESTIMATE,
                        AUTHOR,
                        "not measured; by the registers on both sides",
                        now,
                        day.getValue());
            }
        }
    }

    private List<MeterEvent> events(MeterId meter) {
        Set<EventCode> wanted =
                EnumSet.of(EventCode.POWER_UP, EventCode.POWER_DOWN, EventCode.SUPPLY_SWITCHED);
        return store.events(meter, MOST_EVENTS).stream()
                .filter(event -> event.event().known().filter(wanted::contains).isPresent())
                .toList();
    }

    private long versions(MeterId meter) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT coalesce(sum(version), 0) FROM readings.journal"
                                        + " WHERE meter = ?")) {
            statement.setString(1, meter.value());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void validated(Connection connection, MeterId meter, long versions)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO readings.validated (meter, versions) VALUES (?, ?)"
                                + " ON CONFLICT (meter) DO UPDATE SET versions ="
                                + " excluded.versions")) {
            statement.setString(1, meter.value());
            statement.setLong(2, versions);
            statement.executeUpdate();
        }
    }

    private List<MeterId> unvalidated() {
        String sql =
                """
                SELECT j.meter FROM (
                    SELECT meter, sum(version) AS versions FROM readings.journal GROUP BY meter) j
                LEFT JOIN readings.validated v ON v.meter = j.meter
                WHERE v.versions IS DISTINCT FROM j.versions
                """;
        List<MeterId> meters = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                meters.add(new MeterId(rows.getString(1)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the store cannot be read: " + e.getMessage(), e);
        }
        return meters;
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            if (thread.isAlive()) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
