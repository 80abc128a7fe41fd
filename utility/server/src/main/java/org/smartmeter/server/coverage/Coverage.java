package org.smartmeter.server.coverage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.network.Installation;
import org.smartmeter.network.Network;
import org.smartmeter.readings.PeriodEnergy;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.terms.LocalDay;
import org.smartmeter.terms.MeterId;

/// Counts each morning at the deadline how whole yesterday is, and now and then what has come
/// since.
public final class Coverage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Coverage.class);

    /// "Every interval of yesterday by 06:00."
    private static final LocalTime DEADLINE = LocalTime.of(6, 0);

    /// So many days back late data are still counted.
    private static final int LATE_DAYS = 8;

    private static final Duration AGAIN = Duration.ofHours(1);

    private final Network network;
    private final ReadingStore readings;
    private final CoverageTable table;
    private final ZoneId zone;
    private final InstantSource clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("coverage").daemon().factory());

    /// @param zone where the utility's day begins
    public Coverage(
            Jdbi jdbi, Network network, ReadingStore readings, ZoneId zone, InstantSource clock) {
        this.network = network;
        this.readings = readings;
        this.table = new CoverageTable(jdbi);
        this.zone = zone;
        this.clock = clock;
    }

    public void start() {
        timer.scheduleWithFixedDelay(this::lookSafely, 1, 60, TimeUnit.SECONDS);
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.error("coverage could not be counted and is tried again", e);
        }
    }

    /// Counts what is due by now: the days whose deadline has passed and that nobody counted, or
    /// not for an hour.
    public void look() {
        Instant now = clock.instant();
        LocalDay day = LocalDay.of(now, zone).previous();
        for (int back = 0; back < LATE_DAYS; back++, day = day.previous()) {
            Instant deadline = deadline(day);
            if (now.isBefore(deadline)) {
                continue;
            }
            Optional<DayCoverage> known = table.of(day.date());
            boolean due = known.map(one -> !now.isBefore(one.lookedAt().plus(AGAIN))).orElse(true);
            boolean settled = known.map(one -> one.completeByThen() == one.meters()).orElse(false);
            if (due && !settled) {
                count(day, deadline, now);
            }
        }
    }

    private void count(LocalDay day, Instant deadline, Instant now) {
        List<MeterId> meters = installedAllOf(day);
        if (meters.isEmpty()) {
            return;
        }
        int complete = (int) readings.complete(meters, day.start(), day.end());
        table.write(
                new DayCoverage(day.date(), deadline, now, meters.size(), complete, now, complete));
        LOG.info("{}: {} of {} meters whole", day.date(), complete, meters.size());
    }

    private Instant deadline(LocalDay day) {
        return day.date().plusDays(1).atTime(DEADLINE).atZone(zone).toInstant();
    }

    private List<MeterId> installedAllOf(LocalDay day) {
        return network.installations().stream()
                .filter(installation -> !installation.from().isAfter(day.start()))
                .map(Installation::meter)
                .toList();
    }

    /// The last days that were counted, newest first.
    public List<DayCoverage> days(int most) {
        return table.newest(most);
    }

    /// A meter that is not whole on a day.
    ///
    /// @param knownUpTo end of what is known within the day; null if nothing is
    public record Incomplete(MeterId meter, @Nullable Instant knownUpTo) {}

    /// Who is not whole on the day now, those of which least is known first.
    public List<Incomplete> incomplete(LocalDate date, int most) {
        LocalDay day = new LocalDay(date, zone);
        List<MeterId> meters = installedAllOf(day);
        Map<MeterId, PeriodEnergy> known = readings.energies(meters, day.start(), day.end());
        return meters.stream()
                .map(meter -> incomplete(meter, known.get(meter)))
                .flatMap(Optional::stream)
                .sorted(
                        Comparator.comparing(
                                        Incomplete::knownUpTo,
                                        Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
                                .thenComparing(Incomplete::meter))
                .limit(most)
                .toList();
    }

    private static Optional<Incomplete> incomplete(MeterId meter, @Nullable PeriodEnergy known) {
        if (known != null && known.complete()) {
            return Optional.empty();
        }
        return Optional.of(new Incomplete(meter, known == null ? null : known.knownUpTo()));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
