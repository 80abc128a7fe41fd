package org.smartmeter.readings.validation;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import org.smartmeter.terms.LocalDay;

/// Which local day and time of day each interval of a series lies in. An interval belongs to the
/// day that it begins in.
///
/// @param firstDay the day of the first interval
/// @param borders the first interval of each day, and one after the last
/// @param dayStarts begin of each day, ms
record Calendar(
        ZoneId zone, LocalDate firstDay, int[] borders, long[] dayStarts, long start, long period) {

    private static final long HOURS_24 = 86_400_000;

    /// @param start of the first interval, ms
    static Calendar of(long start, long period, int count, ZoneId zone) {
        LocalDay day = LocalDay.of(Instant.ofEpochMilli(start), zone);
        LocalDate first = day.date();
        long end = start + count * period;
        int[] borders = new int[16];
        long[] starts = new long[16];
        int days = 0;
        while (day.start().toEpochMilli() < end) {
            if (days + 1 == borders.length) {
                borders = Arrays.copyOf(borders, 2 * borders.length);
                starts = Arrays.copyOf(starts, 2 * starts.length);
            }
            long from = day.start().toEpochMilli();
            starts[days] = from;
            borders[days++] = (int) Math.max(0, Math.ceilDiv(from - start, period));
            day = day.next();
        }
        borders[days] = count;
        starts[days] = day.start().toEpochMilli();
        return new Calendar(
                zone,
                first,
                Arrays.copyOf(borders, days + 1),
                Arrays.copyOf(starts, days + 1),
                start,
                period);
    }

    int days() {
        return borders.length - 1;
    }

    LocalDate date(int day) {
        return firstDay.plusDays(day);
    }

    DayOfWeek weekday(int day) {
        return date(day).getDayOfWeek();
    }

    /// The day in which the interval begins.
    int dayOf(int interval) {
        int found = Arrays.binarySearch(borders, interval);
        if (found < 0) {
            return -found - 2;
        }
        int day = found;
        while (day + 1 < days() && borders[day + 1] == interval) {
            day++;
        }
        return day;
    }

    /// The interval of another day that begins at the same time by the wall clock.
    ///
    /// @return -1 if the series has none
    int sameTime(int interval, int other) {
        long begin = start + interval * period;
        int day = dayOf(interval);
        long wanted;
        if (length(day) == HOURS_24 && length(other) == HOURS_24) {
            wanted = dayStarts[other] + begin - dayStarts[day];
        } else {
            LocalTime time = LocalTime.ofInstant(Instant.ofEpochMilli(begin), zone);
            wanted = date(other).atTime(time).atZone(zone).toInstant().toEpochMilli();
        }
        long found = Math.floorDiv(wanted - start, period);
        return found >= borders[other] && found < borders[other + 1] ? (int) found : -1;
    }

    private long length(int day) {
        return dayStarts[day + 1] - dayStarts[day];
    }

    /// Whether the series has all of the day.
    boolean whole(int day) {
        return dayStarts[day] >= start && dayStarts[day + 1] <= start + borders[days()] * period;
    }
}
