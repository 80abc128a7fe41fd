package org.smartmeter.readings;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.smartmeter.terms.LocalDay;

/// A stretch of time that is asked for, and the days whose rows are read for it. Days are those of
/// the utility's zone, by which blocks are filed now; blocks that were filed by another one are
/// read some days further.
///
/// @param from ms
/// @param to ms
/// @param firstDay the first day that is read
/// @param lastDay the last day that is read
record Window(long from, long to, ZoneId zone, int firstDay, int lastDay) {

    /// So many days apart may be what two zones call an instant's day.
    static final int OTHER_ZONE = 2;

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

    /// The days around the beginning.
    Window aroundFrom() {
        return around(from);
    }

    /// The days around the end.
    Window aroundTo() {
        return around(to);
    }

    private Window around(long time) {
        int day = new DayFinder(zone).of(time);
        return new Window(time, time, zone, day - 1, day + 1);
    }

    int days() {
        return lastDay - firstDay + 1;
    }

    /// Every row behind this time and up to [#readTo] was read, of what is merged.
    long readFrom() {
        return start(firstDay);
    }

    /// Every row up to this time and behind [#readFrom] was read, of what is merged.
    long readTo() {
        return start(lastDay + 1);
    }

    private long start(int day) {
        return new LocalDay(LocalDate.ofEpochDay(day), zone).start().toEpochMilli();
    }

    /// Whether merged rows say all about the window, whatever else there is of their journal: rows
    /// only ever come behind the last one.
    boolean isCoveredBy(RegisterLine merged) {
        return merged.hasPoint(readFrom() + 1, from) && merged.hasPoint(to, readTo());
    }
}
