package org.smartmeter.readings;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.smartmeter.terms.LocalDay;

/// A stretch of time that is asked for, and the days whose rows are read for it. Days are those of
/// the utility's zone, by which blocks are filed now; blocks that were filed by another one are
/// read some days further.
final class Window {

    /// So many days apart may be what two zones call an instant's day.
    static final int OTHER_ZONE = 2;

    /// Two rows are hardly ever further apart, ms.
    private static final long NEAR = 7_200_000;

    private final long from;
    private final long to;
    private final ZoneId zone;
    private final int firstDay;
    private final int lastDay;
    private final long readFrom;
    private final long readTo;

    private Window(long from, long to, ZoneId zone, int firstDay, int lastDay) {
        this.from = from;
        this.to = to;
        this.zone = zone;
        this.firstDay = firstDay;
        this.lastDay = lastDay;
        this.readFrom = start(firstDay, zone);
        this.readTo = start(lastDay + 1, zone);
    }

    private static long start(int day, ZoneId zone) {
        return new LocalDay(LocalDate.ofEpochDay(day), zone).start().toEpochMilli();
    }

    /// The window with the days in which it begins and ends: enough where a row stands at its
    /// borders or shortly before the first and behind the last.
    static Window of(Instant from, Instant to, ZoneId zone) {
        DayFinder days = new DayFinder(zone);
        return new Window(
                from.toEpochMilli(),
                to.toEpochMilli(),
                zone,
                days.of(from.toEpochMilli()),
                days.of(to.toEpochMilli()));
    }

    /// The same with a day more on each side.
    Window wider() {
        return new Window(from, to, zone, firstDay - 1, lastDay + 1);
    }

    /// The days that have the rows next to the beginning, mostly.
    Window aroundFrom() {
        return around(from);
    }

    /// The days that have the rows next to the end, mostly.
    Window aroundTo() {
        return around(to);
    }

    private Window around(long time) {
        DayFinder days = new DayFinder(zone);
        return new Window(time, time, zone, days.of(time - NEAR), days.of(time + NEAR));
    }

    /// Where it begins, ms.
    long from() {
        return from;
    }

    /// Where it ends, ms.
    long to() {
        return to;
    }

    ZoneId zone() {
        return zone;
    }

    /// The first day that is read.
    int firstDay() {
        return firstDay;
    }

    /// The last day that is read.
    int lastDay() {
        return lastDay;
    }

    int days() {
        return lastDay - firstDay + 1;
    }

    /// Every row behind this time and up to [#readTo] was read, of what is merged.
    long readFrom() {
        return readFrom;
    }

    /// Every row up to this time and behind [#readFrom] was read, of what is merged.
    long readTo() {
        return readTo;
    }

    /// Whether it begins and ends with a month, as sealed blocks do.
    boolean isOfMonths() {
        return beginsMonth(from) && beginsMonth(to);
    }

    private boolean beginsMonth(long time) {
        LocalDay day = LocalDay.of(Instant.ofEpochMilli(time), zone);
        return day.date().getDayOfMonth() == 1 && day.start().toEpochMilli() == time;
    }

    /// Whether merged rows say all about the window, whatever else there is of their journal: rows
    /// only ever come behind the last one.
    boolean isCoveredBy(RegisterLine merged) {
        return merged.hasPoint(readFrom + 1, from) && merged.hasPoint(to, readTo);
    }
}
