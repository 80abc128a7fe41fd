package org.smartmeter.wire;

import java.util.List;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.SequenceRange;

/// Builds the records of a batch again, with the very payloads they have in the journal.
record RowsAsRecords(List<JournalRecord> records) implements RecordVisitor {

    @Override
    public void rows(Definition definition, long firstSequence, long[] times, long[][] columns) {
        RowPayload payload = new RowPayload();
        for (int row = 0; row < times.length; row++) {
            payload.write(definition.number(), times[row], 0, columns, row);
            records.add(new JournalRecord(firstSequence + row, RecordTag.ROW, payload.copy()));
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
