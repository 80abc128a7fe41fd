package org.smartmeter.readings;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.terms.SequenceRanges;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;

/// Answers about the journal itself: its records as they were written, its events, its chain.
final class JournalReader {

    private static final int ROWS_AT_ONCE = 500;

    private final StoreReader reader;

    JournalReader(StoreReader reader) {
        this.reader = reader;
    }

    List<MeterEvent> events(MeterId meter, int limit) {
        return reader.ask(
                view -> {
                    List<MeterEvent> events = new ArrayList<>();
                    for (JournalRow journal : view.journals(List.of(meter))) {
                        for (JournalRecord record : newestEvents(view, journal, limit)) {
                            events.add(event(journal, record));
                        }
                        for (Verdict verdict : view.tail(journal.id()).verdicts()) {
                            if (verdict instanceof Verdict.Kept kept
                                    && kept.record().tag() == RecordTag.EVENT) {
                                events.add(event(journal, kept.record()));
                            }
                        }
                    }
                    events.sort(MeterEvent.BY_TIME.reversed());
                    return List.copyOf(events.subList(0, Math.min(limit, events.size())));
                });
    }

    private static List<JournalRecord> newestEvents(StoreView view, JournalRow journal, int limit)
            throws SQLException {
        String sql =
                "SELECT sequence, tag, payload FROM readings.kept_record"
                        + " WHERE journal = ? AND tag = 3 ORDER BY time_ms DESC, sequence DESC"
                        + " LIMIT ?";
        try (PreparedStatement statement = view.connection().prepareStatement(sql)) {
            statement.setInt(1, journal.id());
            statement.setInt(2, limit);
            return records(statement);
        }
    }

    /// Read one by one, so that a flood of such events takes time but no memory.
    List<MeterEvent> firstTold(MeterId meter, Set<EventCode> kinds, Set<Long> subjects) {
        FirstTold first = new FirstTold(kinds, subjects);
        return reader.ask(
                view -> {
                    for (JournalRow journal : view.journals(List.of(meter))) {
                        readKinds(view, journal, kinds, first);
                        for (Verdict verdict : view.tail(journal.id()).verdicts()) {
                            if (verdict instanceof Verdict.Kept kept
                                    && kept.record().tag() == RecordTag.EVENT) {
                                first.add(event(journal, kept.record()));
                            }
                        }
                    }
                    return first.inOrder();
                });
    }

    private static void readKinds(
            StoreView view, JournalRow journal, Set<EventCode> kinds, FirstTold first)
            throws SQLException {
        String sql =
                "SELECT sequence, tag, payload FROM readings.kept_record"
                        + " WHERE journal = ? AND tag = 3 AND event_code = ANY (?)";
        Object[] codes = kinds.stream().map(EventCode::number).toArray();
        try (PreparedStatement statement = view.connection().prepareStatement(sql)) {
            statement.setFetchSize(ROWS_AT_ONCE);
            statement.setInt(1, journal.id());
            statement.setArray(2, view.connection().createArrayOf("integer", codes));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    first.add(event(journal, record(row)));
                }
            }
        }
    }

    private static List<JournalRecord> records(PreparedStatement statement) throws SQLException {
        List<JournalRecord> records = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                records.add(record(row));
            }
        }
        return records;
    }

    private static JournalRecord record(ResultSet row) throws SQLException {
        return new JournalRecord(
                row.getLong("sequence"), row.getInt("tag"), row.getBytes("payload"));
    }

    private static MeterEvent event(JournalRow journal, JournalRecord record) {
        try {
            return new MeterEvent(
                    journal.key().meter(),
                    journal.key().epoch(),
                    record.sequence(),
                    RecordsCodec.event(record.payload()));
        } catch (MalformedException e) {
            throw new IllegalStateException("a stored event does not read any more", e);
        }
    }

    Optional<ChainState> chain(MeterId meter) {
        return reader.ask(
                view -> {
                    List<JournalRow> journals = JournalRows.of(view.connection(), List.of(meter));
                    if (journals.isEmpty()) {
                        return Optional.empty();
                    }
                    JournalRow newest = journals.getLast();
                    MergeState state =
                            MergeState.of(view.connection(), List.of(newest.id()))
                                    .getOrDefault(newest.id(), MergeState.NONE);
                    return Optional.of(
                            new ChainState(
                                    meter,
                                    newest.key().epoch(),
                                    state.chainTo(),
                                    state.chainVerified(),
                                    Optional.ofNullable(state.chainBroken())));
                });
    }

    /// The records of the range in every tier; one that is there twice comes twice.
    List<JournalRecord> records(JournalKey key, SequenceRange range) {
        return reader.ask(
                view -> {
                    Optional<JournalRow> journal = JournalRows.one(view.connection(), key);
                    if (journal.isEmpty()) {
                        return List.of();
                    }
                    view.prepare(List.of(journal.get()));
                    List<JournalRecord> records = new ArrayList<>();
                    int id = journal.get().id();
                    view.rows(
                            id,
                            _ -> true,
                            (definition, rows) -> addRows(definition, rows, range, records));
                    records.addAll(plain(view, id, "kept_record"));
                    records.addAll(plain(view, id, "quarantine"));
                    view.tail(id).verdicts().forEach(verdict -> records.add(verdict.record()));
                    records.removeIf(record -> !range.contains(record.sequence()));
                    records.sort(Comparator.comparingLong(JournalRecord::sequence));
                    return List.copyOf(records);
                });
    }

    private static void addRows(
            Definition definition,
            RowBlock rows,
            SequenceRange range,
            List<JournalRecord> records) {
        for (int i = 0; i < rows.rows(); i++) {
            if (range.contains(rows.sequences()[i])) {
                records.add(
                        Screening.record(
                                definition.number(),
                                rows.sequences()[i],
                                rows.times()[i],
                                (int) rows.statuses()[i],
                                rows.columns(),
                                i));
            }
        }
    }

    private static List<JournalRecord> plain(StoreView view, int journal, String table)
            throws SQLException {
        try (PreparedStatement statement =
                view.connection()
                        .prepareStatement(
                                "SELECT sequence, tag, payload FROM readings."
                                        + table
                                        + " WHERE journal = ?")) {
            statement.setInt(1, journal);
            return records(statement);
        }
    }

    StoredRecords stored(JournalKey key) {
        List<SequenceRange> duplicates = new ArrayList<>();
        SequenceRanges present =
                ranges(
                        records(key, new SequenceRange(1, Long.MAX_VALUE)),
                        JournalRecord::sequence,
                        duplicates);
        return reader.ask(
                view -> {
                    Optional<JournalRow> journal = JournalRows.one(view.connection(), key);
                    SequenceRanges lost = SequenceRanges.EMPTY;
                    if (journal.isPresent()) {
                        view.prepare(List.of(journal.get()));
                        for (SequenceRange range : lost(view, journal.get().id())) {
                            lost = lost.plus(range);
                        }
                    }
                    return new StoredRecords(
                            present,
                            lost,
                            duplicates,
                            journal.map(JournalRow::held).orElse(SequenceRanges.EMPTY));
                });
    }

    private static List<SequenceRange> lost(StoreView view, int journal) throws SQLException {
        List<SequenceRange> lost = new ArrayList<>(view.tail(journal).lost());
        try (PreparedStatement statement =
                view.connection()
                        .prepareStatement(
                                "SELECT first, last FROM readings.lost WHERE journal = ?")) {
            statement.setInt(1, journal);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    lost.add(new SequenceRange(row.getLong(1), row.getLong(2)));
                }
            }
        }
        return lost;
    }

    private static <T> SequenceRanges ranges(
            List<T> sorted, ToLongFunction<T> sequence, List<SequenceRange> duplicates) {
        List<SequenceRange> ranges = new ArrayList<>();
        long first = 0;
        long last = 0;
        for (T one : sorted) {
            long next = sequence.applyAsLong(one);
            if (next == last) {
                duplicates.add(new SequenceRange(next, next));
            } else if (next == last + 1 && first > 0) {
                last = next;
            } else {
                if (first > 0) {
                    ranges.add(new SequenceRange(first, last));
                }
                first = next;
                last = next;
            }
        }
        if (first > 0) {
            ranges.add(new SequenceRange(first, last));
        }
        return new SequenceRanges(ranges);
    }
}
