package org.smartmeter.device;

import java.util.List;
import java.util.Optional;
import org.smartmeter.journal.Journal;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;

/// What a journal knows of the counters: all there is when their own file is gone.
///
/// @param boot the last start it tells of, 0 if none
/// @param orderCounter of the last order it tells of, 0 if none
/// @param schedule that was set last, if it tells of any
record CountersInJournal(long boot, long orderCounter, Optional<Schedule> schedule) {

    static final CountersInJournal NONE = new CountersInJournal(0, 0, Optional.empty());

    private static final int STEP = 256;
    private static final int MAXIMUM_BYTES = 1 << 20;

    /// Reads the whole journal; only what was lost or cut off asks for it.
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

    private CountersInJournal after(Event event) throws MalformedException {
        List<Long> values = event.values();
        if (values.isEmpty()) {
            return this;
        }
        long first = values.getFirst();
        if (event.code() == EventCode.POWER_UP.number()) {
            return new CountersInJournal(Math.max(boot, first), orderCounter, schedule);
        }
        if (event.code() == EventCode.ORDER_DONE.number()) {
            return new CountersInJournal(boot, Math.max(orderCounter, first), schedule);
        }
        return event.code() == EventCode.SCHEDULE_CHANGED.number() && values.size() > 1
                ? new CountersInJournal(boot, orderCounter, Optional.of(schedule(values)))
                : this;
    }

    private static Schedule schedule(List<Long> values) throws MalformedException {
        try {
            return new Schedule(Math.toIntExact(values.get(0)), Math.toIntExact(values.get(1)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedException("schedule changed", "no schedule: " + values, e);
        }
    }
}
