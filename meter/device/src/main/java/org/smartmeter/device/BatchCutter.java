package org.smartmeter.device;

import java.util.List;
import org.smartmeter.journal.Journal;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.v1.Records;

/// Cuts what of the journal goes into one message: at most 512 records and about 16 KiB. Records
/// that the journal no longer has, or cannot read, are said to be lost; nothing is skipped in
/// silence.
final class BatchCutter {

    private static final int MAXIMUM_RECORDS = 512;
    private static final int MAXIMUM_PACKED = 16 << 10;
    private static final int MAXIMUM_READ = 64 << 10;

    /// A message's records and their place in the journal.
    record Batch(SequenceRange range, Records records) {}

    private BatchCutter() {}

    /// The next batch of a range, which begins in the range's first record.
    static Batch cut(Logbook logbook, SequenceRange wanted) {
        Journal journal = logbook.journal();
        long from = wanted.first();
        if (from < journal.firstSequence()) {
            return lost(from, Math.min(journal.firstSequence() - from, wanted.count()));
        }
        int most = (int) Math.min(MAXIMUM_RECORDS, wanted.count());
        List<JournalRecord> records = journal.read(from, most, MAXIMUM_READ);
        if (records.isEmpty()) {
            return lost(from, Math.clamp(journal.unreadable(from), 1, wanted.count()));
        }
        Records packed = RecordBatch.pack(records, logbook::definition);
        while (packed.getSerializedSize() > MAXIMUM_PACKED && records.size() > 1) {
            records = records.subList(0, records.size() / 2);
            packed = RecordBatch.pack(records, logbook::definition);
        }
        return new Batch(new SequenceRange(from, from + records.size() - 1), packed);
    }

    private static Batch lost(long from, long many) {
        int count = (int) Math.min(many, RecordBatch.MAXIMUM_RECORDS);
        return new Batch(new SequenceRange(from, from + count - 1), RecordBatch.packLost(count));
    }
}
