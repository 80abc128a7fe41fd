package org.smartmeter.readings;

import java.util.concurrent.TimeUnit;

/// Which rows share a block: the same journal, kind, UTC day and definition.
///
/// @param profile rows of a load profile with an energy register
/// @param day number of the UTC day since 1970-01-01 in which the interval ends; midnight ends one
/// @param definition the record that brought the definition
record BlockKey(boolean profile, int day, long definition) {

    static BlockKey of(Verdict.Believed row) {
        return new BlockKey(
                row.described().isProfile(),
                day(row.row().time().toEpochMilli()),
                row.described().sequence());
    }

    static int day(long time) {
        return Math.toIntExact(Math.floorDiv(time - 1, TimeUnit.DAYS.toMillis(1)));
    }
}
