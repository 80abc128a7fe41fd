package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves what was merged while each journal had blocks of its own onto the shelves, before anything
/// is asked: once, a shelf in a transaction.
final class EarlierBlocks {

    private static final Logger LOG = LoggerFactory.getLogger(EarlierBlocks.class);

    private static final String DELETE =
            """
            DELETE FROM readings.block_of_one_journal
            WHERE journal = ? AND profile = ? AND day = ? AND definition = ? AND part = ?
            """;

    private final Connection connection;
    private final StoredDefinitions definitions;
    private final ZoneId zone;

    EarlierBlocks(Connection connection, StoredDefinitions definitions, ZoneId zone) {
        this.connection = connection;
        this.definitions = definitions;
        this.zone = zone;
    }

    /// The shelves of which something is left.
    List<Integer> shelves() throws SQLException {
        List<Integer> shelves = new ArrayList<>();
        String sql =
                "SELECT DISTINCT journal / "
                        + Shelf.JOURNALS
                        + " FROM readings.block_of_one_journal ORDER BY 1";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                shelves.add(row.getInt(1));
            }
        }
        return shelves;
    }

    /// The caller commits, and has the shelf for itself.
    void move(int shelf) throws SQLException {
        Map<Integer, Definitions> described = definitions.ofShelf(connection, shelf);
        SortedMap<Integer, ShelfDay> days = new TreeMap<>();
        for (Map.Entry<Integer, List<OneRow>> journal : rows(shelf, described).entrySet()) {
            DayRuns runs = new DayRuns(journal.getKey(), new DayFinder(zone));
            long newest = Screening.NOTHING;
            for (OneRow row : journal.getValue()) {
                long time = row.block().times()[row.row()];
                boolean curve = row.described().isProfile() && time > newest;
                newest = curve ? time : newest;
                runs.add(
                        row.described(),
                        curve,
                        row.sequence(),
                        time,
                        (int) row.block().statuses()[row.row()],
                        row.block().columns(),
                        row.row());
            }
            runs.forEach((day, run) -> days.computeIfAbsent(day, ShelfDay::new).add(run));
            if (newest != Screening.NOTHING) {
                remember(journal.getKey(), runs.first(), newest);
            }
        }
        if (!days.isEmpty()) {
            write(shelf, days);
        }
    }

    private record OneRow(Described described, RowBlock block, int row) {

        long sequence() {
            return block.sequences()[row];
        }
    }

    /// By journal, in the order of their records: profiles side by side lay in different blocks.
    private SortedMap<Integer, List<OneRow>> rows(int shelf, Map<Integer, Definitions> described)
            throws SQLException {
        SortedMap<Integer, List<OneRow>> rows = new TreeMap<>();
        String sql =
                """
                SELECT journal, definition, body, profile, day, part
                FROM readings.block_of_one_journal WHERE journal BETWEEN ? AND ? FOR UPDATE
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, Shelf.first(shelf));
            statement.setInt(2, Shelf.last(shelf));
            try (ResultSet row = statement.executeQuery();
                    PreparedStatement delete = connection.prepareStatement(DELETE)) {
                while (row.next()) {
                    int journal = row.getInt(1);
                    try {
                        Described definition =
                                described(
                                        described.getOrDefault(journal, Definitions.NONE),
                                        journal,
                                        row.getLong(2));
                        RowBlock block = EarlierBlock.read(row.getBytes(3));
                        List<OneRow> own = rows.computeIfAbsent(journal, _ -> new ArrayList<>());
                        for (int i = 0; i < block.rows(); i++) {
                            own.add(new OneRow(definition, block, i));
                        }
                    } catch (IllegalStateException e) {
                        LOG.error("a block of journal {} stays and is in no answer", journal, e);
                        continue;
                    }
                    delete.setInt(1, journal);
                    delete.setBoolean(2, row.getBoolean(4));
                    delete.setInt(3, row.getInt(5));
                    delete.setLong(4, row.getLong(2));
                    delete.setInt(5, row.getInt(6));
                    delete.addBatch();
                }
                delete.executeBatch();
            }
        }
        rows.values().forEach(own -> own.sort(Comparator.comparingLong(OneRow::sequence)));
        return rows;
    }

    private static Described described(Definitions known, int journal, long sequence) {
        for (Described one : known.described()) {
            if (one.sequence() == sequence) {
                return one;
            }
        }
        throw new IllegalStateException(
                "journal " + journal + " lost its definition of record " + sequence);
    }

    private void write(int shelf, SortedMap<Integer, ShelfDay> days) throws SQLException {
        try (ShelfBlocks blocks = new ShelfBlocks(connection, shelf)) {
            Map<Integer, Integer> parts = blocks.parts(days.firstKey(), days.lastKey());
            for (Map.Entry<Integer, ShelfDay> day : days.entrySet()) {
                int part = parts.getOrDefault(day.getKey(), -1) + 1;
                for (Section section : day.getValue().sections()) {
                    blocks.write(
                            part++,
                            false,
                            Optional.of(zone.getId()),
                            ShelfBlock.of(List.of(section)));
                }
            }
        }
    }

    private void remember(int journal, long first, long newest) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "UPDATE readings.merge_state SET first_ms = ?, newest_ms = ?"
                                + " WHERE journal = ?")) {
            statement.setLong(1, first);
            statement.setLong(2, newest);
            statement.setInt(3, journal);
            statement.executeUpdate();
        }
    }
}
