package org.smartmeter.readings.bulk;

import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.SequenceRanges;

/// An epoch of a meter that is delivered in bulk, stored already or new with this delivery.
///
/// @param held its records in the store
record BulkEpoch(Epoch epoch, BulkProfile profile, SequenceRanges held) {

    IntervalNumbers numbers() {
        return new IntervalNumbers(epoch, profile.period());
    }

    boolean isNew() {
        return !held.contains(1);
    }
}
