package org.smartmeter.device;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.smartmeter.journal.Journal;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Row;

/// What the newest records of a journal say to a meter that starts: how far time had come and
/// what the registers had reached at least, by code, in thousandths of a unit.
///
/// @param counters what its events say of the counters, as far back as was read
record JournalTail(
        Optional<Instant> newestRow,
        Optional<Instant> newestTime,
        Map<ObisCode, Long> reached,
        CountersInJournal counters) {

    /// Of a meter without a journal.
    static final JournalTail EMPTY =
            new JournalTail(Optional.empty(), Optional.empty(), Map.of(), CountersInJournal.NONE);

    /// Records of the tail that are looked at in one go.
    private static final int STEP = 256;

    /// Far enough back to meet a row in any real journal.
    private static final int DEPTH = 8_192;

    private static final int MAXIMUM_BYTES = 1 << 20;

    /// Value group D of what is counted since the beginning (IEC 62056-6-1).
    private static final int CUMULATIVE = 8;

    /// Where the registers' checkpoint is lost, or older than a row that shows them, it reads back
    /// until it has met every register that any row shows: some stand in the rows of a day only.
    ///
    /// @param checkpoint meter time of the one that was found
    static JournalTail of(Journal journal, Optional<Instant> checkpoint) {
        Collector collector = new Collector(journal);
        long end = journal.lastSequence();
        long oldest = Math.max(journal.firstSequence(), 1);
        long far = Math.max(oldest, end - DEPTH + 1);
        while (collector.newestRow.isEmpty() && end >= far
                || collector.isBehind(checkpoint) && !collector.hasAll() && end >= oldest) {
            long from = Math.max(oldest, end - STEP + 1);
            collector.take(journal, from, end);
            end = from - 1;
        }
        return new JournalTail(
                collector.newestRow,
                collector.newestTime,
                Map.copyOf(collector.reached),
                collector.counters);
    }

    private static final class Collector {

        private final Map<Integer, Definition> definitions = new HashMap<>();
        private final Map<ObisCode, Long> reached = new HashMap<>();
        private Optional<Instant> newestRow = Optional.empty();
        private Optional<Instant> newestTime = Optional.empty();
        private CountersInJournal counters = CountersInJournal.NONE;

        Collector(Journal journal) {
            for (JournalRecord record : journal.definitions()) {
                try {
                    Definition definition = RecordsCodec.definition(record.payload());
                    definitions.put(definition.number(), definition);
                } catch (MalformedException _) {
                    continue; // its rows say nothing to this software
                }
            }
        }

        boolean isBehind(Optional<Instant> checkpoint) {
            return checkpoint.isEmpty()
                    || newestRow.filter(row -> row.isAfter(checkpoint.get())).isPresent();
        }

        boolean hasAll() {
            return definitions.values().stream()
                    .map(Definition::registers)
                    .flatMap(List::stream)
                    .filter(Collector::isCumulative)
                    .map(Register::obis)
                    .allMatch(reached::containsKey);
        }

        private static boolean isCumulative(Register register) {
            return register.obis().d() == CUMULATIVE;
        }

        /// Chunks come newest first, records in a chunk oldest first.
        void take(Journal journal, long from, long to) {
            Optional<Instant> row = Optional.empty();
            Optional<Instant> time = Optional.empty();
            long next = from;
            while (next <= to) {
                int wanted = Math.toIntExact(to - next + 1);
                List<JournalRecord> records = journal.read(next, wanted, MAXIMUM_BYTES);
                for (JournalRecord record : records) {
                    try {
                        if (record.tag() == RecordTag.ROW) {
                            Row read = RecordsCodec.row(record.payload());
                            note(read);
                            row = Optional.of(read.time());
                            time = row;
                        } else if (record.tag() == RecordTag.EVENT) {
                            Event event = RecordsCodec.event(record.payload());
                            time = Optional.of(event.time());
                            counters = counters.after(event);
                        }
                    } catch (MalformedException _) {
                        continue; // of a software that knew more; the utility gets it as it stands
                    }
                }
                next += records.isEmpty() ? Math.max(journal.unreadable(next), 1) : records.size();
            }
            newestRow = newestRow.or(orNone(row));
            newestTime = newestTime.or(orNone(time));
        }

        private static Supplier<Optional<Instant>> orNone(Optional<Instant> found) {
            return () -> found;
        }

        private void note(Row row) {
            Definition definition = definitions.get(row.definition());
            if (definition == null || definition.registers().size() != row.values().length) {
                return;
            }
            for (int i = 0; i < row.values().length; i++) {
                Register register = definition.registers().get(i);
                long value = row.values()[i];
                if (isCumulative(register)) {
                    long counts = value * ShownRegister.countsPerStep(register);
                    reached.merge(register.obis(), counts, Math::max);
                }
            }
        }
    }
}
