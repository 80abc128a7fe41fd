package org.smartmeter.server.curve;

import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.smartmeter.readings.MeasuredSpan;
import org.smartmeter.readings.PeriodEnergy;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.terms.Energy;
import org.smartmeter.terms.LocalDay;
import org.smartmeter.terms.MeterId;

/// Draws months, day by day.
public final class MonthCurves {

    private final ReadingStore readings;
    private final InstantSource clock;

    public MonthCurves(ReadingStore readings, InstantSource clock) {
        this.readings = readings;
        this.clock = clock;
    }

    /// The month as far as the scope reaches.
    public MonthCurve of(Scope scope, YearMonth month) {
        Instant now = clock.instant();
        List<KnownDay> days = days(scope, month, now);
        List<MonthCurve.Day> shown = new ArrayList<>();
        Energy cumulative = Energy.ZERO;
        for (KnownDay day : days) {
            cumulative = day.imported().map(cumulative::plus).orElse(cumulative);
            shown.add(
                    new MonthCurve.Day(
                            day.day().date(),
                            day.imported().map(Kilowatthours::of).orElse(null),
                            day.complete(),
                            Kilowatthours.of(cumulative)));
        }
        Instant end = new LocalDay(month.plusMonths(1).atDay(1), scope.zone()).start();
        Optional<MeasuredSpan> measured = measured(scope);
        return new MonthCurve(
                scope.zone().getId(),
                month,
                new LocalDay(month.atDay(1), scope.zone()).start(),
                end,
                shown,
                Kilowatthours.of(cumulative),
                now.isBefore(end),
                total(days(scope, month.minusMonths(1), now)),
                measured.map(span -> monthOf(span.first(), scope.zone())).orElse(null),
                measured.map(span -> monthOf(span.last(), scope.zone())).orElse(null));
    }

    /// @param imported empty if nothing of the day is known
    private record KnownDay(LocalDay day, Optional<Energy> imported, boolean complete) {}

    private List<KnownDay> days(Scope scope, YearMonth month, Instant now) {
        Map<MeterId, SortedMap<LocalDay, PeriodEnergy>> whole = new HashMap<>();
        List<KnownDay> days = new ArrayList<>();
        for (LocalDay day : LocalDay.ofMonth(month, scope.zone())) {
            if (day.start().isAfter(now)) {
                break;
            }
            List<PeriodEnergy> parts = new ArrayList<>();
            List<Scope.Window> windows = scope.within(day.start(), day.end());
            for (Scope.Window window : windows) {
                energy(window, day, month, whole).ifPresent(parts::add);
            }
            days.add(known(day, windows.size(), parts));
        }
        return days;
    }

    /// Whole days come from one question per meter and month; the days on which somebody moved or a
    /// meter was exchanged are asked for one by one.
    private Optional<PeriodEnergy> energy(
            Scope.Window window,
            LocalDay day,
            YearMonth month,
            Map<MeterId, SortedMap<LocalDay, PeriodEnergy>> whole) {
        boolean wholeDay = window.from().equals(day.start()) && window.to().equals(day.end());
        if (!wholeDay) {
            return readings.energy(window.meter(), window.from(), window.to());
        }
        return Optional.ofNullable(
                whole.computeIfAbsent(
                                window.meter(), meter -> readings.days(meter, month, day.zone()))
                        .get(day));
    }

    private static KnownDay known(LocalDay day, int windows, List<PeriodEnergy> parts) {
        if (parts.isEmpty()) {
            return new KnownDay(day, Optional.empty(), false);
        }
        boolean complete =
                parts.size() == windows && parts.stream().allMatch(PeriodEnergy::complete);
        Energy imported =
                parts.stream().map(PeriodEnergy::imported).reduce(Energy.ZERO, Energy::plus);
        return new KnownDay(day, Optional.of(imported), complete);
    }

    private static @Nullable String total(List<KnownDay> days) {
        return days.stream()
                .flatMap(day -> day.imported().stream())
                .reduce(Energy::plus)
                .map(Kilowatthours::of)
                .orElse(null);
    }

    /// What was measured within the scope, over all its meters.
    private Optional<MeasuredSpan> measured(Scope scope) {
        return scope.spans().stream()
                .flatMap(
                        span ->
                                readings.measuredSpan(span.meter()).stream()
                                        .flatMap(
                                                measured ->
                                                        span
                                                                .within(
                                                                        measured.first(),
                                                                        measured.last())
                                                                .stream()))
                .map(window -> new MeasuredSpan(window.from(), window.to()))
                .reduce((a, b) -> new MeasuredSpan(a.first(), b.last()));
    }

    private static YearMonth monthOf(Instant instant, ZoneId zone) {
        return YearMonth.from(instant.atZone(zone));
    }
}
