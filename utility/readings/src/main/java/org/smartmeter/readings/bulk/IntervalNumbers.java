package org.smartmeter.readings.bulk;

import org.smartmeter.terms.Epoch;

/// Which record of a journal an interval is: record 1 is the definition, from 2 on the intervals
/// follow each other in time, one each `period`. An end that is off by less than half a period
/// belongs to the nearest.
///
/// @param period ms
record IntervalNumbers(Epoch epoch, long period) {

    /// @param end of the interval, ms
    /// @return below 2 where it ends before the epoch
    long recordOf(long end) {
        return 1 + place(end) - place(1_000 * epoch.second());
    }

    private long place(long time) {
        return Math.floorDiv(time + period / 2, period);
    }
}
