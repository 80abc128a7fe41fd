package org.smartmeter.wire;

import java.util.List;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.SequenceRange;

/// Builds the records of a batch again, with the very payloads they have in the journal.
record RowsAsRecords(List<JournalRecord> records) implements RecordVisitor {

    @Override
    public void rows(Definition definition, long firstSequence, long[] times, long[][] columns) {
        CanonicalWriter writer = new CanonicalWriter();
        for (int row = 0; row < times.length; row++) {
            writer.unsigned(definition.number())
                    .unsigned(times[row])
                    .unsigned(0)
                    .unsigned(columns.length);
            for (long[] column : columns) {
                writer.signed(column[row]);
            }
            records.add(new JournalRecord(firstSequence + row, RecordTag.ROW, writer.take()));
        }
    }

    @Override
    public void plain(long sequence, int tag, byte[] payload) {
        records.add(new JournalRecord(sequence, tag, payload));
    }

    @Override
    public void lost(SequenceRange lost) {
        // Nothing to build: the sequence numbers show the hole.
    }
}
