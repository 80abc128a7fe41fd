package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.SequenceRange;

/// Reads curves, each question in one statement, which sees one state of everything: so the merger
/// can move nothing from under it, and no transaction is needed.
final class CurveQuery {

    private static final int BLOCK = 0;
    private static final int STATE = 1;
    private static final int DEFINITION = 2;
    private static final int SEGMENT = 3;

    private final Connection connection;
    private final StoredDefinitions storedDefinitions;
    private final Installations installations;
    private final long aheadTolerance;

    CurveQuery(
            Connection connection,
            StoredDefinitions storedDefinitions,
            Installations installations,
            long aheadTolerance) {
        this.connection = connection;
        this.storedDefinitions = storedDefinitions;
        this.installations = installations;
        this.aheadTolerance = aheadTolerance;
    }

    /// Reads what is merged in the days of the window.
    void merged(BlockDetail detail, CurveSink sink, Window window) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(detail.merged())) {
            detail.set(statement, connection, sink.shelves(), window);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    block(sink, row);
                }
            }
        }
    }

    private static void block(CurveSink sink, ResultSet row) throws SQLException {
        sink.add(row.getInt("id"), bytes(row, "edges"), bytes(row, "body"), bytes(row, "more"));
    }

    private static byte[] bytes(ResultSet row, String column) throws SQLException {
        byte @Nullable [] bytes = row.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }

    /// Reads what is merged in the days of the window, and all that is not merged yet.
    ///
    /// @return by number of the journal's row
    Map<Integer, Extent> all(
            BlockDetail detail, CurveSink sink, Collection<JournalId> journals, Window window)
            throws SQLException {
        Map<Integer, MergeState> states = new HashMap<>();
        Map<Integer, List<Described>> definitions = new HashMap<>();
        Map<Integer, List<StoredSegment>> segments = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(detail.all())) {
            int parameters = detail.set(statement, connection, sink.shelves(), window);
            Object[] ids = journals.stream().map(JournalId::id).toArray();
            for (int i = 1; i <= BlockDetail.JOURNALS; i++) {
                statement.setArray(parameters + i, connection.createArrayOf("integer", ids));
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    int id = row.getInt("id");
                    switch (row.getInt("kind")) {
                        case BLOCK -> block(sink, row);
                        case STATE -> states.put(id, state(row));
                        case DEFINITION ->
                                definitions
                                        .computeIfAbsent(id, _ -> new ArrayList<>(2))
                                        .add(
                                                storedDefinitions.described(
                                                        row.getLong("a"), bytes(row, "body")));
                        case SEGMENT ->
                                segments.computeIfAbsent(id, _ -> new ArrayList<>(2))
                                        .add(segment(id, row));
                        default -> throw new IllegalStateException("no such kind of row");
                    }
                }
            }
        }
        Map<Integer, Extent> extents = new HashMap<>();
        for (JournalId journal : journals) {
            MergeState state = states.getOrDefault(journal.id(), MergeState.NONE);
            List<StoredSegment> tail = segments.getOrDefault(journal.id(), List.of());
            Definitions known =
                    Definitions.NONE.plus(definitions.getOrDefault(journal.id(), List.of()));
            if (!tail.isEmpty()) {
                addTail(journal, tail, known, state, sink.tail(journal));
            }
            extents.put(journal.id(), new Extent(state.first(), state.newest()));
        }
        return extents;
    }

    private static MergeState state(ResultSet row) throws SQLException {
        long first = row.getLong("a");
        boolean none = row.wasNull();
        long newest = row.getLong("b");
        java.sql.@Nullable Array names = row.getArray("names");
        java.sql.@Nullable Array numbers = row.getArray("numbers");
        return new MergeState(
                0,
                null,
                0,
                0,
                null,
                names == null || numbers == null
                        ? Map.of()
                        : MergeState.lastValues(
                                (String[]) names.getArray(), (Long[]) numbers.getArray()),
                none ? Screening.NOTHING : first,
                none ? Screening.NOTHING : newest);
    }

    private static StoredSegment segment(int journal, ResultSet row) throws SQLException {
        return new StoredSegment(
                journal,
                new SequenceRange(row.getLong("a"), row.getLong("b")),
                row.getLong("c"),
                bytes(row, "body"));
    }

    private void addTail(
            JournalId journal,
            List<StoredSegment> tail,
            Definitions definitions,
            MergeState state,
            LineBuilder line) {
        tail.sort(Comparator.comparingLong(segment -> segment.range().first()));
        Screening screening = state.screening(definitions);
        Judged rows = new TailRows(line);
        for (StoredSegment segment : tail) {
            TimeLimits limits =
                    TimeLimits.of(
                            installations.installedSince(journal.meter()),
                            segment.received(),
                            aheadTolerance);
            segment.judge(screening, definitions, limits, new StoredSegment.Seen() {}, rows);
        }
    }

    /// Takes of what is judged the rows of the curve.
    private record TailRows(LineBuilder line) implements Judged {

        @Override
        public void row(
                Described described,
                boolean curve,
                long sequence,
                long time,
                int status,
                long[][] columns,
                int row) {
            if (curve) {
                line.add(
                        described.sequence(),
                        described.longestStep(),
                        time,
                        status,
                        described.energy().imported(columns, row),
                        described.energy().exported(columns, row));
            }
        }

        @Override
        public void kept(JournalRecord record, OptionalLong time) {
            // No row.
        }

        @Override
        public void setAside(
                JournalRecord record, QuarantineReason reason, String detail, OptionalLong time) {
            // Counts nowhere.
        }
    }
}
