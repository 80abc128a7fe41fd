package org.smartmeter.simulator.replay;

import java.time.Instant;
import java.time.ZoneId;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.smartmeter.terms.LocalDay;

/// What a minute file holds in energy, to compare with what the utility stored.
///
/// @param importWh energy of the minutes with positive power, Wh
/// @param exportWh energy of the minutes with negative power, Wh
public record ReplayEnergy(double importWh, double exportWh) {

    private static final double MINUTES_PER_HOUR = 60;

    public static final ReplayEnergy ZERO = new ReplayEnergy(0, 0);

    /// Of the whole file.
    public static ReplayEnergy of(MinuteFile file) {
        return of(file, Instant.MIN, Instant.MAX);
    }

    /// Of the minutes that begin from `from` to before `to`.
    public static ReplayEnergy of(MinuteFile file, Instant from, Instant to) {
        ReplayEnergy energy = ZERO;
        for (int minute = 0; minute < file.minutes(); minute++) {
            Instant start = file.start(minute);
            if (!start.isBefore(from) && start.isBefore(to)) {
                energy = energy.plusMinute(file.watts(minute));
            }
        }
        return energy;
    }

    /// Of each local day that has a minute in the file.
    public static NavigableMap<LocalDay, ReplayEnergy> days(MinuteFile file, ZoneId zone) {
        NavigableMap<LocalDay, ReplayEnergy> days = new TreeMap<>();
        for (int minute = 0; minute < file.minutes(); minute++) {
            LocalDay day = LocalDay.of(file.start(minute), zone);
            days.put(day, days.getOrDefault(day, ZERO).plusMinute(file.watts(minute)));
        }
        return days;
    }

    private ReplayEnergy plusMinute(double watts) {
        double wattHours = Math.abs(watts) / MINUTES_PER_HOUR;
        return watts >= 0
                ? new ReplayEnergy(importWh + wattHours, exportWh)
                : new ReplayEnergy(importWh, exportWh + wattHours);
    }
}
