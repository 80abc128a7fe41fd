package org.smartmeter.readings;

import java.util.ArrayList;
import java.util.List;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.terms.SequenceRanges;

/// What is known of a journal when a batch arrives. Immutable: a transaction works on copies that
/// count only once it is committed.
///
/// @param id number of the journal's row; 0 while it has none
/// @param version of the row when it was read or written last
/// @param held what is stored
/// @param lastMeasured latest plausible time of a row in ms, [Long#MIN_VALUE] before the first
public record JournalState(
        int id, long version, SequenceRanges held, Definitions definitions, long lastMeasured) {

    static final JournalState NEW =
            new JournalState(0, 0, SequenceRanges.EMPTY, Definitions.NONE, Long.MIN_VALUE);

    /// The same as a row with this number and version has it.
    public JournalState saved(int newId, long newVersion) {
        return new JournalState(newId, newVersion, held, definitions, lastMeasured);
    }

    JournalState plus(SequenceRange range, List<Described> added, long measured) {
        return new JournalState(
                id,
                version,
                held.plus(range),
                definitions.plus(added),
                Math.max(lastMeasured, measured));
    }

    /// Without anything after the record.
    JournalState cutAfter(long sequence) {
        if (sequence >= held.highest()) {
            return this;
        }
        List<SequenceRange> kept = new ArrayList<>();
        for (SequenceRange range : held.ranges()) {
            if (range.first() <= sequence) {
                kept.add(new SequenceRange(range.first(), Math.min(range.last(), sequence)));
            }
        }
        return new JournalState(
                id, version, new SequenceRanges(kept), definitions.upTo(sequence), lastMeasured);
    }

    Committed committed() {
        long upTo = held.contiguousUpTo();
        return new Committed(upTo, held.gaps());
    }

    /// As [#committed()], with a batch that was not taken.
    Committed committedWithout(SequenceRange refused) {
        SequenceRanges wanted = held.plus(refused);
        List<SequenceRange> missing = new ArrayList<>();
        SequenceRange all = new SequenceRange(1, wanted.highest());
        missing.addAll(held.missingIn(all));
        return new Committed(held.contiguousUpTo(), missing);
    }
}
