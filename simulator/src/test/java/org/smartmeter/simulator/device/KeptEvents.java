package org.smartmeter.simulator.device;

import java.util.List;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;

/// What a meter's journal tells.
final class KeptEvents {

    private static final int FIRST_OF_SWITCH = 160;
    private static final int LAST_OF_FRAUD = 199;

    private KeptEvents() {}

    /// In the order in which they were told.
    static List<Event> ofSwitchAndFraud(Files journal) {
        try (Journal kept =
                Journal.open(
                        journal,
                        JournalSettings.DEFAULT,
                        StoringUtility.METER,
                        () -> Journal.epochIn(journal).orElseThrow())) {
            List<JournalRecord> records =
                    kept.read(kept.firstSequence(), Integer.MAX_VALUE, Integer.MAX_VALUE);
            return records.stream()
                    .filter(record -> record.tag() == RecordTag.EVENT)
                    .map(KeptEvents::event)
                    .filter(event -> event.code() >= FIRST_OF_SWITCH)
                    .filter(event -> event.code() <= LAST_OF_FRAUD)
                    .toList();
        }
    }

    private static Event event(JournalRecord record) {
        try {
            return RecordsCodec.event(record.payload());
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
