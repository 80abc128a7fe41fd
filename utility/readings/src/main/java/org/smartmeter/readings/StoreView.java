package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Definition;

/// All tiers of few journals together as they stand at one moment: valid inside one read
/// transaction, in which the merger can move nothing from under it.
final class StoreView {

    /// Read at a time where the next may already be too far.
    private static final int FEW = 4;

    /// Newest first.
    private static final String BLOCKS =
            """
            SELECT b.days, b.curve_ends, b.other_ends, b.curves, b.others, b.last_day
            FROM readings.shelf_block b
            WHERE b.shelf = ? AND (b.curve_journals | b.other_journals) & ? <> 0
            ORDER BY b.last_day DESC, b.day DESC, b.part DESC
            """;

    private final Connection connection;
    private final StoredDefinitions storedDefinitions;
    private final Installations installations;
    private final long aheadTolerance;
    private final Map<Integer, Definitions> definitions = new HashMap<>();
    private final Map<Integer, MergeState> states = new HashMap<>();
    private final Map<Integer, Tail> tails = new HashMap<>();

    StoreView(
            Connection connection,
            StoredDefinitions storedDefinitions,
            Installations installations,
            long aheadTolerance) {
        this.connection = connection;
        this.storedDefinitions = storedDefinitions;
        this.installations = installations;
        this.aheadTolerance = aheadTolerance;
    }

    Connection connection() {
        return connection;
    }

    List<JournalRow> journals(Collection<MeterId> meters) throws SQLException {
        List<JournalRow> journals = JournalRows.of(connection, meters);
        prepare(journals);
        return journals;
    }

    /// Reads what is needed to understand rows and tails of these journals, in few statements.
    void prepare(Collection<JournalRow> journals) throws SQLException {
        List<Integer> ids = journals.stream().map(JournalRow::id).toList();
        definitions.putAll(storedDefinitions.of(connection, ids));
        states.putAll(MergeState.of(connection, ids));
        Map<Integer, List<StoredSegment>> segments = Segments.of(connection, ids);
        for (JournalRow journal : journals) {
            List<StoredSegment> own = segments.get(journal.id());
            if (own != null) {
                tails.put(
                        journal.id(),
                        Tail.of(
                                own,
                                definitions(journal.id()),
                                state(journal.id()),
                                installations.installedSince(journal.key().meter()),
                                aheadTolerance));
            }
        }
    }

    /// Without reading any tail.
    Map<MeterId, List<StoredJournal>> stored(Collection<MeterId> meters) throws SQLException {
        List<JournalRow> journals = JournalRows.of(connection, meters);
        List<Integer> ids = journals.stream().map(JournalRow::id).toList();
        Map<Integer, Definitions> described = storedDefinitions.of(connection, ids);
        Map<MeterId, List<StoredJournal>> stored = new HashMap<>();
        for (JournalRow journal : journals) {
            Definitions own = described.getOrDefault(journal.id(), Definitions.NONE);
            stored.computeIfAbsent(journal.key().meter(), _ -> new ArrayList<>(1))
                    .add(
                            new StoredJournal(
                                    journal.key().epoch(),
                                    journal.held(),
                                    Optional.ofNullable(own.of(1))));
        }
        return stored;
    }

    Definitions definitions(int journal) {
        return definitions.getOrDefault(journal, Definitions.NONE);
    }

    MergeState state(int journal) {
        return states.getOrDefault(journal, MergeState.NONE);
    }

    Tail tail(int journal) {
        return tails.getOrDefault(journal, Tail.EMPTY);
    }

    Definition definition(int journal, long sequence) {
        @Nullable Definition found = definitions(journal).of(sequence);
        if (found == null) {
            throw new IllegalStateException(
                    "journal " + journal + " lost its definition of record " + sequence);
        }
        return found;
    }

    /// Takes merged rows of one definition.
    interface MergedRows {
        void take(Definition definition, RowBlock rows);
    }

    /// Hands over all merged rows of a journal, block by block, the newest first.
    ///
    /// @param goesOn asked before each block that is of no day after this one
    void rows(int journal, IntPredicate goesOn, MergedRows consumer) throws SQLException {
        long place = Shelf.bit(Shelf.place(journal));
        try (PreparedStatement statement = connection.prepareStatement(BLOCKS)) {
            statement.setFetchSize(FEW);
            statement.setInt(1, Shelf.of(journal));
            statement.setLong(2, place);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next() && goesOn.test(row.getInt("last_day"))) {
                    for (Section section : ShelfBlocks.sections(row)) {
                        for (Run run : section.unpack(place)) {
                            consumer.take(definition(journal, run.definition()), run.rows());
                        }
                    }
                }
            }
        }
    }
}
