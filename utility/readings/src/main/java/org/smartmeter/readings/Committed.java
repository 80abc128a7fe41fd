package org.smartmeter.readings;

import java.util.List;
import org.smartmeter.terms.SequenceRange;

/// What is durably stored of a meter's epoch after a commit.
///
/// @param storedUpTo every record from 1 to here is stored; 0 if the first is missing. Only this
/// may be acknowledged
/// @param missing what to ask for again beyond it, in order. A batch that could not be read yet,
/// because a definition in a gap before it may describe it, counts as missing too
public record Committed(long storedUpTo, List<SequenceRange> missing) {

    public Committed {
        missing = List.copyOf(missing);
    }
}
