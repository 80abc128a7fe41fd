package org.smartmeter.server.operator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.smartmeter.commands.Commands;
import org.smartmeter.headend.RefusalReason;
import org.smartmeter.network.Installation;
import org.smartmeter.network.Network;
import org.smartmeter.readings.IntakeRate;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.readings.TotalInterval;
import org.smartmeter.server.curve.Kilowatthours;
import org.smartmeter.server.line.MeterLine;
import org.smartmeter.terms.LocalDay;
import org.smartmeter.terms.MeterId;

/// Works out the overview. Sums over all meters are remembered for a while.
public final class Overviews {

    private static final Duration STEP = Duration.ofMinutes(15);
    private static final int MOST_ATTENTION = 50;

    private final MeterRows rows;
    private final Network network;
    private final ReadingStore readings;
    private final MeterLine line;
    private final Commands commands;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Remembered<List<Overview.Total>> today =
            new Remembered<>(Duration.ofSeconds(10), this::readToday);
    private final Remembered<OptionalDouble> yesterday =
            new Remembered<>(Duration.ofMinutes(1), this::readYesterday);

    /// @param zone where the utility's day begins
    public Overviews(
            MeterRows rows,
            Network network,
            ReadingStore readings,
            MeterLine line,
            Commands commands,
            ZoneId zone,
            InstantSource clock) {
        this.rows = rows;
        this.network = network;
        this.readings = readings;
        this.line = line;
        this.commands = commands;
        this.zone = zone;
        this.clock = clock;
    }

    Overview now() {
        Instant now = clock.instant();
        Instant dayAgo = now.minus(MeterRows.A_DAY);
        List<MeterRow> installed = rows.all().stream().filter(row -> row.place() != null).toList();
        IntakeRate rate = readings.intakeRate();
        Map<RefusalReason, Long> refused = line.refusals().counts(dayAgo);
        return new Overview(
                now,
                zone.getId(),
                installed.size(),
                line.status().connected(),
                installed.stream().filter(row -> row.isSilentSince(dayAgo)).count(),
                installed.stream().filter(row -> row.missing() > 0).count(),
                boxed(yesterday.get()),
                new Overview.IntakeView(
                        rate.recordsPerSecond(),
                        rate.valuesPerSecond(),
                        readings.totals().records()),
                sum(refused.values()),
                sum(readings.quarantineCounts().values()),
                new Overview.Today(today.get()),
                attention(installed, dayAgo));
    }

    /// The figures of the intake, once a second while somebody looks.
    IntakeFigures intake() {
        IntakeRate rate = readings.intakeRate();
        return new IntakeFigures(
                clock.instant(),
                rate.recordsPerSecond(),
                rate.valuesPerSecond(),
                rate.uploadsPerSecond(),
                line.status().connected());
    }

    record IntakeFigures(
            Instant at,
            double recordsPerSecond,
            double valuesPerSecond,
            double uploadsPerSecond,
            int connected) {}

    private List<Overview.Total> readToday() {
        Instant now = clock.instant();
        return totals(installedSince(now), LocalDay.of(now, zone).start(), now).stream()
                .map(
                        total ->
                                new Overview.Total(
                                        total.start(),
                                        total.end(),
                                        Kilowatthours.of(total.imported()),
                                        total.meters()))
                .toList();
    }

    private OptionalDouble readYesterday() {
        LocalDay day = LocalDay.of(clock.instant(), zone).previous();
        List<MeterId> meters = installedSince(day.start());
        long wanted = meters.size() * day.length().dividedBy(STEP);
        if (wanted == 0) {
            return OptionalDouble.empty();
        }
        long known =
                totals(meters, day.start(), day.end()).stream()
                        .mapToLong(TotalInterval::meters)
                        .sum();
        return OptionalDouble.of((double) known / wanted);
    }

    private List<MeterId> installedSince(Instant instant) {
        return network.installations().stream()
                .filter(installation -> !installation.from().isAfter(instant))
                .map(Installation::meter)
                .toList();
    }

    private List<TotalInterval> totals(Collection<MeterId> meters, Instant from, Instant to) {
        return meters.isEmpty() || !from.isBefore(to)
                ? List.of()
                : readings.totals(meters, from, to, STEP);
    }

    private List<Overview.Attention> attention(List<MeterRow> installed, Instant dayAgo) {
        List<Overview.Attention> all = new ArrayList<>();
        int waiting = commands.waiting(clock.instant()).size();
        if (waiting > 0) {
            all.add(ofAll("approval", "commands wait for another person: " + waiting));
        }
        int held = commands.quarantinedCount();
        if (held > 0) {
            all.add(ofAll("held", "commands held by the volume guard: " + held));
        }
        for (MeterRow row : installed) {
            if (row.quarantined() > 0) {
                all.add(about("quarantined", row, row.quarantined() + " records set aside"));
            }
            if (row.refused() > 0) {
                all.add(about("refused", row, row.refused() + " messages refused in 24 h"));
            }
            if (row.missing() > 0) {
                all.add(about("gaps", row, row.missing() + " records missing"));
            }
            if (row.isSilentSince(dayAgo)) {
                all.add(about("silent", row, "nothing received for 24 h"));
            }
        }
        return all.stream()
                .sorted(
                        Comparator.comparing(
                                Overview.Attention::since,
                                Comparator.nullsFirst(Comparator.naturalOrder())))
                .limit(MOST_ATTENTION)
                .toList();
    }

    private static Overview.Attention ofAll(String kind, String detail) {
        return new Overview.Attention(kind, null, detail, null);
    }

    private static Overview.Attention about(String kind, MeterRow row, String detail) {
        return new Overview.Attention(kind, row.id(), detail, row.lastReceived());
    }

    private static long sum(Collection<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
