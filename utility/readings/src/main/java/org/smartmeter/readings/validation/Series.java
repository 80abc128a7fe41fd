package org.smartmeter.readings.validation;

import java.time.Instant;

/// A meter's intervals without a hole, from its first to its last sample; the arrays are never
/// changed. Between two samples that are believed the energies add up to the register's difference.
///
/// @param start of the first interval, ms since 1970
/// @param period of every interval, ms
/// @param energies mWh; 0 where missing
/// @param registers at the end of each interval, mWh, as [IntervalStatus#ACTUAL] or estimated; what
///     stands there while an interval is missing is the last that was known
public record Series(
        String meter,
        long start,
        long period,
        long[] energies,
        long[] registers,
        IntervalStatus[] statuses) {

    public int count() {
        return energies.length;
    }

    public Instant endOf(int interval) {
        return Instant.ofEpochMilli(endMillis(interval));
    }

    public long count(IntervalStatus status) {
        long count = 0;
        for (IntervalStatus one : statuses) {
            if (one == status) {
                count++;
            }
        }
        return count;
    }

    long startMillis(int interval) {
        return start + interval * period;
    }

    long endMillis(int interval) {
        return start + (interval + 1L) * period;
    }
}
