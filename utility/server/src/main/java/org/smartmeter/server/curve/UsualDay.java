package org.smartmeter.server.curve;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.readings.TotalInterval;
import org.smartmeter.terms.Energy;
import org.smartmeter.terms.LocalDay;

/// What a day of its kind (working day or weekend) usually takes, quarter hour by quarter hour of
/// the local clock: the mean over those days of the last four weeks for which that quarter hour is
/// known. A quarter hour known on fewer than three such days has no usual.
final class UsualDay {

    static final Duration STEP = Duration.ofMinutes(15);
    private static final int DAYS_LOOKED_BACK = 28;
    private static final int FEWEST_DAYS = 3;

    private final ReadingStore readings;

    UsualDay(ReadingStore readings) {
        this.readings = readings;
    }

    /// The usual of each quarter hour of the day, in order; those without one are left out.
    List<Quarter> of(Scope scope, LocalDay day) {
        Map<LocalTime, Mean> byLocalTime = new HashMap<>();
        LocalDay first = new LocalDay(day.date().minusDays(DAYS_LOOKED_BACK), day.zone());
        for (Scope.Window window : scope.within(first.start(), day.start())) {
            for (TotalInterval known : known(window)) {
                ZonedDateTime local = known.start().atZone(day.zone());
                if (isWeekend(local.toLocalDate()) == isWeekend(day.date())) {
                    byLocalTime
                            .computeIfAbsent(local.toLocalTime(), _ -> new Mean())
                            .add(known.imported());
                }
            }
        }
        return quartersOf(day)
                .flatMap(start -> quarter(start, day.zone(), byLocalTime).stream())
                .toList();
    }

    record Quarter(Instant start, Instant end, Energy energy) {}

    static long quarterCount(LocalDay day) {
        return day.length().dividedBy(STEP);
    }

    private static Optional<Quarter> quarter(
            Instant start, ZoneId zone, Map<LocalTime, Mean> byLocalTime) {
        return Optional.ofNullable(byLocalTime.get(start.atZone(zone).toLocalTime()))
                .filter(mean -> mean.count >= FEWEST_DAYS)
                .map(mean -> new Quarter(start, start.plus(STEP), mean.value()));
    }

    private List<TotalInterval> known(Scope.Window window) {
        Instant from = nextQuarter(window.from());
        if (!from.isBefore(window.to())) {
            return List.of();
        }
        return readings.totals(List.of(window.meter()), from, window.to(), STEP).stream()
                .filter(interval -> interval.meters() == 1)
                .toList();
    }

    /// Every zone's clock differs from UTC by whole quarter hours.
    private static Instant nextQuarter(Instant instant) {
        long step = STEP.toSeconds();
        long second = -Math.floorDiv(-instant.toEpochMilli(), 1_000L * step) * step;
        return Instant.ofEpochSecond(second);
    }

    private static Stream<Instant> quartersOf(LocalDay day) {
        return Stream.iterate(
                day.start(), start -> start.isBefore(day.end()), start -> start.plus(STEP));
    }

    private static boolean isWeekend(LocalDate date) {
        return date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    }

    private static final class Mean {
        private long milliwattHours;
        private int count;

        void add(Energy energy) {
            milliwattHours = Math.addExact(milliwattHours, energy.milliwattHours());
            count++;
        }

        Energy value() {
            return new Energy(Math.round((double) milliwattHours / count));
        }
    }
}
