package org.smartmeter.readings;

import java.util.ArrayList;
import java.util.List;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordBatch;

/// Cuts out of a batch the parts that are not stored yet, each a batch of its own.
final class Slices {

    /// A part as it will be stored.
    record Slice(SequenceRange range, byte[] body) {}

    private Slices() {}

    /// @param definitions those in force before the batch and those inside
    /// @param lost the batch's lost records
    /// @param missing the parts wanted, inside the batch's range
    static List<Slice> cut(
            byte[] body,
            SequenceRange range,
            Definitions definitions,
            List<SequenceRange> lost,
            List<SequenceRange> missing)
            throws MalformedException {
        List<JournalRecord> records =
                RecordBatch.unpack(
                        body, range, number -> definitions.inForce(number, range.first()));
        List<Slice> slices = new ArrayList<>();
        for (SequenceRange wanted : missing) {
            addRuns(records, wanted, definitions, slices);
            for (SequenceRange gone : lost) {
                long first = Math.max(gone.first(), wanted.first());
                long last = Math.min(gone.last(), wanted.last());
                if (first <= last) {
                    SequenceRange part = new SequenceRange(first, last);
                    slices.add(
                            new Slice(
                                    part, RecordBatch.packLost((int) part.count()).toByteArray()));
                }
            }
        }
        return slices;
    }

    private static void addRuns(
            List<JournalRecord> records,
            SequenceRange wanted,
            Definitions definitions,
            List<Slice> slices) {
        List<JournalRecord> run = new ArrayList<>();
        for (JournalRecord record : records) {
            if (!wanted.contains(record.sequence())) {
                continue;
            }
            if (!run.isEmpty() && run.getLast().sequence() + 1 != record.sequence()) {
                slices.add(packed(run, definitions));
                run.clear();
            }
            run.add(record);
        }
        if (!run.isEmpty()) {
            slices.add(packed(run, definitions));
        }
    }

    private static Slice packed(List<JournalRecord> run, Definitions definitions) {
        long first = run.getFirst().sequence();
        return new Slice(
                new SequenceRange(first, run.getLast().sequence()),
                RecordBatch.pack(run, number -> definitions.inForce(number, first)).toByteArray());
    }
}
