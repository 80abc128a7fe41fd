package org.smartmeter.simulator.home;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Random;
import java.util.SplittableRandom;
import org.smartmeter.terms.LocalDay;

/// One local day of one home: its weather, its light, who is in, and its chances.
final class Day {

    private static final double MINUTES_PER_DAY = 1_440;
    private static final double MILLIS_PER_MINUTE = 60_000;
    private static final long ORDINARY_DAY_MILLIS = 86_400_000;

    private final LocalDay date;
    private final Climate climate;
    private final Household household;
    private final long seed;
    private final long startMillis;
    private final long endMillis;

    Day(LocalDay date, Climate climate, Household household, long seed) {
        this.date = date;
        this.climate = climate;
        this.household = household;
        this.seed = seed;
        this.startMillis = date.start().toEpochMilli();
        this.endMillis = date.end().toEpochMilli();
    }

    long startMillis() {
        return startMillis;
    }

    long endMillis() {
        return endMillis;
    }

    /// The instant of a time of day on the wall clock, which may be before or after this day; later
    /// minutes are never earlier. Minutes that the clock skips in spring fall on the change.
    long at(double minuteOfDay) {
        if (endMillis - startMillis == ORDINARY_DAY_MILLIS) {
            return startMillis + Math.round(minuteOfDay * MILLIS_PER_MINUTE);
        }
        double within = Math.clamp(minuteOfDay, 0, MINUTES_PER_DAY - 1);
        LocalDateTime wall = date.date().atTime(LocalTime.ofSecondOfDay((long) (within * 60)));
        ZoneOffsetTransition change = date.zone().getRules().getTransition(wall);
        if (change != null && change.isGap()) {
            return change.getInstant().toEpochMilli();
        }
        long instant = wall.atZone(date.zone()).toInstant().toEpochMilli();
        return instant + Math.round((minuteOfDay - within) * MILLIS_PER_MINUTE);
    }

    /// Chances of one appliance on this day: by seed, so the same whenever asked.
    Random random(String appliance) {
        return seeded(seed + appliance.hashCode() * 31L + date.date().toEpochDay() * 1_000_003L);
    }

    /// Spreads neighbouring seeds apart, which plain [Random] does not.
    static Random seeded(long seed) {
        return new Random(new SplittableRandom(seed).nextLong());
    }

    boolean isWeekend() {
        DayOfWeek weekday = date.date().getDayOfWeek();
        return weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY;
    }

    /// Whether somebody is in and awake at a minute of the day.
    boolean isActive(double minuteOfDay) {
        double wake = isWeekend() ? household.wakeMinute() + 80 : household.wakeMinute();
        if (minuteOfDay < wake || minuteOfDay > household.sleepMinute()) {
            return false;
        }
        boolean workingHours = minuteOfDay > wake + 100 && minuteOfDay < household.returnMinute();
        return isWeekend() || household.inByDay() || !workingHours;
    }

    double wakeMinute() {
        return isWeekend() ? household.wakeMinute() + 80 : household.wakeMinute();
    }

    double sleepMinute() {
        return household.sleepMinute();
    }

    int people() {
        return household.people();
    }

    /// Outdoor temperature, °C.
    double temperature(double minuteOfDay) {
        return climate.temperature(date.date(), minuteOfDay);
    }

    boolean isDark(double minuteOfDay) {
        return climate.sunElevationSine(date.date(), minuteOfDay) < 0.08;
    }

    /// Sine of the sun's elevation, negative at night.
    double sun(double minuteOfDay) {
        return climate.sunElevationSine(date.date(), minuteOfDay);
    }

    /// Share of the clear sky's light that comes through the day's clouds, ten minutes at a time.
    double clearness(int tenMinutes) {
        long dayNumber = date.date().toEpochDay();
        double dayClear = 0.35 + 0.6 * seeded(dayNumber * 7_919).nextDouble();
        Random passing = seeded(dayNumber * 104_729 + tenMinutes / 3);
        return Math.min(1, dayClear + 0.25 * (passing.nextDouble() - 0.5));
    }
}
