package org.smartmeter.readings;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

/// Which rows share a block: the same journal, kind, day and definition.
///
/// @param profile rows of a load profile with an energy register
/// @param day number of the utility's local day since 1970-01-01 in which the interval ends;
///     midnight ends one. Of a sealed block the first day of its month
/// @param definition the record that brought the definition
record BlockKey(boolean profile, int day, long definition) {

    static BlockKey of(Verdict.Believed row, ZoneId zone) {
        return new BlockKey(
                row.described().isProfile(),
                day(row.row().time().toEpochMilli(), zone),
                row.described().sequence());
    }

    static int day(long time, ZoneId zone) {
        LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(time - 1), zone);
        return Math.toIntExact(date.toEpochDay());
    }

    /// The day of a time in UTC, which is at most a day from that of any zone.
    static int utcDay(long time) {
        return Math.toIntExact(Math.floorDiv(time - 1, TimeUnit.DAYS.toMillis(1)));
    }
}
