package org.smartmeter.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Times in records: whole milliseconds from 1970 to the end of the year 9999.
final class RecordTime {

    /// 9999-12-31T23:59:59.999Z.
    static final long MAXIMUM_MILLISECONDS = 253_402_300_799_999L;

    private RecordTime() {}

    static Instant checked(Instant time) {
        if (time.isBefore(Instant.EPOCH)
                || time.isAfter(Instant.ofEpochMilli(MAXIMUM_MILLISECONDS))) {
            throw new IllegalArgumentException("time " + time + " is outside 1970…9999");
        }
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    static boolean fits(long milliseconds) {
        return milliseconds >= 0 && milliseconds <= MAXIMUM_MILLISECONDS;
    }
}
