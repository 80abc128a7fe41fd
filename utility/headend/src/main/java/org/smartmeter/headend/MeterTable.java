package org.smartmeter.headend;

import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.ReplayWindow;
import org.smartmeter.wire.v1.Schedule;
import org.smartmeter.wire.v1.SupplyReport;

/// The book of meters as rows.
final class MeterTable implements MeterBook {

    /// Boot numbers count seconds from here, so that they rise even over a restored backup.
    private static final Instant BOOTS_SINCE = Instant.parse("2026-01-01T00:00:00Z");

    private static final String SELECT =
            """
            select m.*, c.revoked, h.received, h.software, h.epoch as hello_epoch, h.first_sequence,
                   h.last_sequence, h.acknowledged, h.clock, h.clock_set, h.journal_fill,
                   h.sample_period as hello_sample, h.push_period as hello_push,
                   h.supply
            from headend.meters m
            join headend.certificates c on c.serial = m.serial
            left join headend.hellos h on h.meter = m.meter
            """;

    private final Jdbi jdbi;

    MeterTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// At least the seconds since 2026: so it rises even over a restored copy.
    @Override
    public int newBoot(Instant now) {
        return jdbi.inTransaction(
                handle -> {
                    handle.execute("lock table headend.boots in exclusive mode");
                    return handle.createQuery(
                                    """
                                    insert into headend.boots (boot, started)
                                    select greatest(coalesce(max(boot), 0) + 1, :least), :now
                                    from headend.boots
                                    returning boot
                                    """)
                            .bind("least", now.getEpochSecond() - BOOTS_SINCE.getEpochSecond())
                            .bind("now", time(now))
                            .mapTo(Integer.class)
                            .one();
                });
    }

    @Override
    public List<EnrolledMeter> all() {
        return jdbi.withHandle(
                handle -> handle.createQuery(SELECT).map(MeterTable::enrolled).list());
    }

    static Optional<EnrolledMeter> find(Handle handle, MeterId meter) {
        return handle.createQuery(SELECT + " where m.meter = :meter")
                .bind("meter", meter.value())
                .map(MeterTable::enrolled)
                .findOne();
    }

    @Override
    public void epoch(MeterId meter, long epoch) {
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                "update headend.meters set epoch = ? where meter = ? and epoch < ?",
                                epoch,
                                meter.value(),
                                epoch));
    }

    @Override
    public void schedule(MeterId meter, Schedule schedule) {
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                "update headend.meters set sample_period = ?, push_period = ?"
                                        + " where meter = ?",
                                schedule.getSamplePeriod(),
                                schedule.getPushPeriod(),
                                meter.value()));
    }

    void revoke(MeterId meter, Instant now) {
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                "update headend.certificates set revoked = ?"
                                        + " where meter = ? and revoked is null",
                                time(now),
                                meter.value()));
    }

    /// Serial numbers, hexadecimal, of all certificates that are good no longer and have not run
    /// out.
    Set<String> revokedSerials() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        "select serial from headend.certificates"
                                                + " where revoked is not null")
                                .mapTo(String.class)
                                .collectIntoSet());
    }

    @Override
    public void keep(Collection<EnrolledMeter> meters) {
        jdbi.useTransaction(
                handle -> {
                    keepWindows(handle, meters);
                    keepHellos(handle, meters);
                });
    }

    private static void keepWindows(Handle handle, Collection<EnrolledMeter> meters) {
        PreparedBatch batch =
                handle.prepareBatch(
                        "update headend.meters set up_boot = ?, up_highest = ?, live_boot = ?,"
                                + " live_highest = ? where meter = ? and generation = ?");
        for (EnrolledMeter meter : meters) {
            batch.add(
                    meter.up().boot(),
                    meter.up().highest(),
                    meter.live().boot(),
                    meter.live().highest(),
                    meter.meter().value(),
                    meter.generation());
        }
        batch.execute();
    }

    private static void keepHellos(Handle handle, Collection<EnrolledMeter> meters) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into headend.hellos values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (meter) do update set
                            received = excluded.received, software = excluded.software,
                            epoch = excluded.epoch, first_sequence = excluded.first_sequence,
                            last_sequence = excluded.last_sequence,
                            acknowledged = excluded.acknowledged, clock = excluded.clock,
                            clock_set = excluded.clock_set, journal_fill = excluded.journal_fill,
                            sample_period = excluded.sample_period,
                            push_period = excluded.push_period, supply = excluded.supply
                        """);
        for (EnrolledMeter meter : meters) {
            meter.report().ifPresent(report -> add(batch, meter.meter(), report));
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private static void add(PreparedBatch batch, MeterId meter, MeterReport report) {
        batch.add(
                meter.value(),
                time(report.received()),
                report.software(),
                report.epoch(),
                report.firstSequence(),
                report.lastSequence(),
                report.acknowledged(),
                time(report.clock()),
                report.clockSet(),
                report.journalFill(),
                report.schedule().getSamplePeriod(),
                report.schedule().getPushPeriod(),
                report.supply().map(SupplyReport::toByteArray).orElse(null));
    }

    private static EnrolledMeter enrolled(ResultSet row, StatementContext context)
            throws SQLException {
        return new EnrolledMeter(
                new MeterId(row.getString("meter")),
                row.getInt("generation"),
                row.getBytes("x25519"),
                row.getBytes("ed25519"),
                row.getString("serial"),
                row.getObject("revoked") != null,
                instant(row, "enrolled"),
                row.getLong("epoch"),
                new ReplayWindow.State(row.getInt("up_boot"), row.getLong("up_highest")),
                new ReplayWindow.State(row.getInt("live_boot"), row.getLong("live_highest")),
                schedule(row.getInt("sample_period"), row.getInt("push_period")),
                report(row));
    }

    private static Optional<MeterReport> report(ResultSet row) throws SQLException {
        if (row.getObject("received") == null) {
            return Optional.empty();
        }
        return Optional.of(
                new MeterReport(
                        instant(row, "received"),
                        row.getString("software"),
                        row.getLong("hello_epoch"),
                        row.getLong("first_sequence"),
                        row.getLong("last_sequence"),
                        row.getLong("acknowledged"),
                        instant(row, "clock"),
                        row.getBoolean("clock_set"),
                        row.getDouble("journal_fill"),
                        schedule(row.getInt("hello_sample"), row.getInt("hello_push")),
                        supply(row.getBytes("supply"))));
    }

    private static Optional<SupplyReport> supply(byte @Nullable [] said) {
        if (said == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(SupplyReport.parseFrom(said));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("headend.hellos holds no SupplyReport", e);
        }
    }

    private static Schedule schedule(int sample, int push) {
        return Schedule.newBuilder().setSamplePeriod(sample).setPushPeriod(push).build();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
