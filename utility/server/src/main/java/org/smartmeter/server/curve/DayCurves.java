package org.smartmeter.server.curve;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.smartmeter.readings.PeriodEnergy;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.terms.Energy;
import org.smartmeter.terms.LocalDay;

/// Draws days.
public final class DayCurves {

    private final ReadingStore readings;
    private final UsualDay usualDay;

    public DayCurves(ReadingStore readings) {
        this.readings = readings;
        this.usualDay = new UsualDay(readings);
    }

    /// The day as far as the scope reaches; a day outside it is empty.
    public DayCurve of(Scope scope, LocalDate date) {
        LocalDay day = new LocalDay(date, scope.zone());
        List<Scope.Window> windows = scope.within(day.start(), day.end());
        List<UsualDay.Quarter> usual = windows.isEmpty() ? List.of() : usualDay.of(scope, day);
        return new DayCurve(
                scope.zone().getId(),
                date,
                day.start(),
                day.end(),
                intervals(windows),
                Kilowatthours.of(total(windows)),
                usual.stream().map(DayCurves::shown).toList(),
                usualTotal(usual, day));
    }

    private List<DayCurve.Interval> intervals(List<Scope.Window> windows) {
        return windows.stream()
                .flatMap(
                        window ->
                                Stretch.drawable(
                                        readings
                                                .curve(window.meter(), window.from(), window.to())
                                                .stream()
                                                .map(Stretch::of)
                                                .toList())
                                        .stream())
                .map(Stretch::shown)
                .toList();
    }

    private Energy total(List<Scope.Window> windows) {
        return windows.stream()
                .flatMap(
                        window ->
                                readings
                                        .energy(window.meter(), window.from(), window.to())
                                        .stream())
                .map(PeriodEnergy::imported)
                .reduce(Energy.ZERO, Energy::plus);
    }

    private static @Nullable String usualTotal(List<UsualDay.Quarter> usual, LocalDay day) {
        if (usual.isEmpty() || usual.size() < UsualDay.quarterCount(day)) {
            return null;
        }
        return Kilowatthours.of(
                usual.stream().map(UsualDay.Quarter::energy).reduce(Energy.ZERO, Energy::plus));
    }

    private static DayCurve.Usual shown(UsualDay.Quarter quarter) {
        return new DayCurve.Usual(
                quarter.start(), quarter.end(), Kilowatthours.of(quarter.energy()));
    }
}
