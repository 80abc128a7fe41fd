package org.smartmeter.readings;

import java.util.List;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.terms.SequenceRanges;

/// The records of a meter's epoch as found by looking into every tier of the store, not as its
/// books say. What ought to be: `duplicates` empty, `present` and `lost` together equal to
/// `booked`.
///
/// @param present found with their payload
/// @param lost declared unreadable by the meter
/// @param duplicates found more than once
/// @param booked what the state that acknowledgements rest on says
public record StoredRecords(
        SequenceRanges present,
        SequenceRanges lost,
        List<SequenceRange> duplicates,
        SequenceRanges booked) {

    public StoredRecords {
        duplicates = List.copyOf(duplicates);
    }
}
