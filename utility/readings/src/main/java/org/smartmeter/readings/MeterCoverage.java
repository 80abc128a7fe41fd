package org.smartmeter.readings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;

/// How much of a meter's newest epoch is stored.
///
/// @param storedUpTo every record from 1 to here
/// @param gaps what is missing between that and the highest stored
/// @param lost records in all that the meter itself could no longer read
/// @param quarantined records set aside, over all epochs
/// @param lastMeasured latest plausible time of a row; empty before the first
/// @param lastReceived when something of the meter was last stored
public record MeterCoverage(
        MeterId meter,
        Epoch epoch,
        long storedUpTo,
        List<SequenceRange> gaps,
        long lost,
        long quarantined,
        Optional<Instant> lastMeasured,
        Instant lastReceived) {

    public MeterCoverage {
        gaps = List.copyOf(gaps);
    }

    /// Records missing in all.
    public long missing() {
        return gaps.stream().mapToLong(SequenceRange::count).sum();
    }
}
