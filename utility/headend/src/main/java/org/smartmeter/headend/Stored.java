package org.smartmeter.headend;

import java.util.List;
import org.smartmeter.terms.SequenceRange;

/// What is durably stored of one epoch of a meter's journal.
///
/// @param storedUpTo every record from 1 to here; 0 when the first is missing
/// @param missing what is missing between there and the highest record stored, in order
public record Stored(long storedUpTo, List<SequenceRange> missing) {

    public static final Stored NOTHING = new Stored(0, List.of());

    public Stored {
        missing = List.copyOf(missing);
    }
}
