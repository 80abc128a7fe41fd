package org.smartmeter.readings;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.smartmeter.terms.LocalDay;

/// Finds the utility's local day in which an interval ends; midnight ends one. Days are numbers
/// since 1970-01-01. Remembers the last one, since times come in runs.
final class DayFinder {

    private final ZoneId zone;
    private int day;
    private long start = Long.MAX_VALUE;
    private long end = Long.MIN_VALUE;

    DayFinder(ZoneId zone) {
        this.zone = zone;
    }

    int of(long time) {
        if (time <= start || time > end) {
            find(time);
        }
        return day;
    }

    private void find(long time) {
        LocalDay found = LocalDay.of(Instant.ofEpochMilli(time - 1), zone);
        if (time > found.end().toEpochMilli()) {
            // A clock set back over midnight: the hour before it belongs to the day it ended.
            found = found.next();
        }
        LocalDate date = found.date();
        day = Math.toIntExact(date.toEpochDay());
        start = found.start().toEpochMilli();
        end = found.end().toEpochMilli();
    }
}
