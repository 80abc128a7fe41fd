package org.smartmeter.readings;

import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.RecordVisitor;

/// A run of records as it arrived, not merged yet.
record StoredSegment(int journal, SequenceRange range, long received, byte[] body) {

    /// Hands the records to the screening in their order.
    ///
    /// @param seen told of each before it is judged
    /// @throws IllegalStateException if the body does not read any more: the database is damaged
    void judge(
            Screening screening,
            Definitions definitions,
            TimeLimits limits,
            Seen seen,
            Judged out) {
        RecordVisitor walk =
                new RecordVisitor() {
                    @Override
                    public void rows(
                            Definition definition,
                            long firstSequence,
                            long[] times,
                            long[][] columns) {
                        seen.rows(definition, firstSequence, times, columns);
                        screening.rows(definition, firstSequence, times, columns, limits, out);
                    }

                    @Override
                    public void plain(long sequence, int tag, byte[] payload) {
                        JournalRecord record = new JournalRecord(sequence, tag, payload);
                        seen.record(record);
                        screening.record(record, limits, out);
                    }

                    @Override
                    public void lost(SequenceRange records) {
                        seen.lost(records);
                    }
                };
        try {
            RecordBatch.visit(
                    body, range, number -> definitions.inForce(number, range.first()), walk);
        } catch (MalformedException e) {
            throw new IllegalStateException(
                    "segment " + range + " of journal " + journal + " does not read any more", e);
        }
    }

    /// Is shown what passes by, whatever it counts for.
    interface Seen {

        /// Rows with status 0.
        default void rows(
                Definition definition, long firstSequence, long[] times, long[][] columns) {}

        default void record(JournalRecord record) {}

        /// What the meter could no longer read.
        default void lost(SequenceRange records) {}
    }
}
