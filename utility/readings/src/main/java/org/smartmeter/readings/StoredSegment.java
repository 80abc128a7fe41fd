package org.smartmeter.readings;

import java.util.ArrayList;
import java.util.List;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordBatch;

/// A run of records as it arrived, not merged yet.
record StoredSegment(int journal, SequenceRange range, long received, byte[] body) {

    /// The records with the payloads the meter wrote; those it lost are left out.
    List<JournalRecord> records(Definitions definitions) {
        try {
            return RecordBatch.unpack(
                    body, range, number -> definitions.inForce(number, range.first()));
        } catch (MalformedException e) {
            throw new IllegalStateException(
                    "segment " + range + " of journal " + journal + " does not read any more", e);
        }
    }

    /// The holes between the records: what the meter could no longer read.
    List<SequenceRange> lost(List<JournalRecord> records) {
        List<SequenceRange> lost = new ArrayList<>();
        long expected = range.first();
        for (JournalRecord record : records) {
            if (record.sequence() > expected) {
                lost.add(new SequenceRange(expected, record.sequence() - 1));
            }
            expected = record.sequence() + 1;
        }
        if (expected <= range.last()) {
            lost.add(new SequenceRange(expected, range.last()));
        }
        return lost;
    }
}
