package org.smartmeter.device;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.smartmeter.journal.Journal;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;

/// Reads a journal for its events, from the oldest on. Takes as long as the journal is large, so
/// only what was lost or interrupted asks for it.
final class EventsInJournal {

    private static final int STEP = 256;
    private static final int MAXIMUM_BYTES = 1 << 20;

    private EventsInJournal() {}

    /// @param each takes an event; false ends the reading
    static void forEach(Journal journal, Predicate<Event> each) {
        long next = Math.max(1, journal.firstSequence());
        while (next <= journal.lastSequence()) {
            List<JournalRecord> records = journal.read(next, STEP, MAXIMUM_BYTES);
            for (JournalRecord record : records) {
                if (record.tag() == RecordTag.EVENT && !take(record, each)) {
                    return;
                }
            }
            next += records.isEmpty() ? Math.max(journal.unreadable(next), 1) : records.size();
        }
    }

    private static boolean take(JournalRecord record, Predicate<Event> each) {
        try {
            return each.test(RecordsCodec.event(record.payload()));
        } catch (MalformedException _) {
            return true; // of a software that knew more
        }
    }

    static boolean contains(Journal journal, EventCode code, long... values) {
        List<Long> wanted = Arrays.stream(values).boxed().toList();
        boolean[] found = {false};
        forEach(
                journal,
                event -> {
                    found[0] = event.code() == code.number() && event.values().equals(wanted);
                    return !found[0];
                });
        return found[0];
    }
}
