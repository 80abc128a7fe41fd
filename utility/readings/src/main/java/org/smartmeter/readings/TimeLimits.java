package org.smartmeter.readings;

import java.time.Instant;
import java.util.Optional;

/// Between which instants a record of a meter may have been written, in ms.
record TimeLimits(long earliest, long latest) {

    static TimeLimits of(Optional<Instant> installedSince, long received, long aheadTolerance) {
        return new TimeLimits(
                installedSince.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE),
                received + aheadTolerance);
    }

    boolean allow(long time) {
        return time >= earliest && time <= latest;
    }
}
