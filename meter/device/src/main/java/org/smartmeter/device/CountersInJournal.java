package org.smartmeter.device;

import java.util.List;
import org.smartmeter.journal.Journal;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;

/// What a journal still knows of the counters when their own file is gone.
///
/// @param boot the last start it tells of, 0 if none
/// @param orderCounter of the last order it tells of, 0 if none
record CountersInJournal(long boot, long orderCounter) {

    static final CountersInJournal NONE = new CountersInJournal(0, 0);

    private static final int STEP = 256;
    private static final int MAXIMUM_BYTES = 1 << 20;

    /// Reads the whole journal: nothing but a loss asks for it.
    static CountersInJournal of(Journal journal) {
        CountersInJournal found = NONE;
        long next = Math.max(1, journal.firstSequence());
        while (next <= journal.lastSequence()) {
            List<JournalRecord> records = journal.read(next, STEP, MAXIMUM_BYTES);
            for (JournalRecord record : records) {
                found = found.after(record);
            }
            next += records.isEmpty() ? Math.max(journal.unreadable(next), 1) : records.size();
        }
        return found;
    }

    private CountersInJournal after(JournalRecord record) {
        if (record.tag() != RecordTag.EVENT) {
            return this;
        }
        try {
            return after(RecordsCodec.event(record.payload()));
        } catch (MalformedException _) {
            return this; // of a software that knew more
        }
    }

    private CountersInJournal after(Event event) {
        if (event.values().isEmpty()) {
            return this;
        }
        long value = event.values().getFirst();
        if (event.code() == EventCode.POWER_UP.number()) {
            return new CountersInJournal(Math.max(boot, value), orderCounter);
        }
        return event.code() == EventCode.ORDER_DONE.number()
                ? new CountersInJournal(boot, Math.max(orderCounter, value))
                : this;
    }
}
