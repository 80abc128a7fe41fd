package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Lays the days of a shelf's month one behind the other into few blocks, as they are: what a row
/// of the database costs is then shared by a month's values, and still a day is read alone. Rows
/// that come later lie beside it in a block of their day until the month is sealed again. The
/// caller commits: all of it or nothing.
final class Sealing {

    /// Packed bytes from which a sealed block is full and stays as it is.
    private static final int FULL_BYTES = 1 << 20;

    /// Sections of one day with fewer bytes together are made one.
    private static final int JOINED_BYTES = 1 << 16;

    /// A month of a shelf of which something is not sealed.
    record Due(int shelf, YearMonth month) {}

    private final Connection connection;

    Sealing(Connection connection) {
        this.connection = connection;
    }

    /// Months that ended before the day and are not sealed, at most so many; those that failed are
    /// left out.
    List<Due> due(LocalDate before, int most) throws SQLException {
        List<Due> due = new ArrayList<>();
        String sql =
                """
                SELECT shelf, month FROM (
                    SELECT DISTINCT shelf,
                        date_trunc('month', date '1970-01-01' + day)::date AS month
                    FROM readings.shelf_block WHERE NOT sealed AND day < ?) AS unsealed
                WHERE NOT EXISTS (SELECT FROM readings.unsealable_month failed
                    WHERE failed.shelf = unsealed.shelf AND failed.month = unsealed.month)
                LIMIT ?
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, Math.toIntExact(before.withDayOfMonth(1).toEpochDay()));
            statement.setInt(2, most);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    due.add(
                            new Due(
                                    row.getInt("shelf"),
                                    YearMonth.from(row.getObject("month", LocalDate.class))));
                }
            }
        }
        return due;
    }

    /// Keeps a month from being tried again and again, hiding the others.
    void failed(Due due, String reason) throws SQLException {
        String sql =
                """
                INSERT INTO readings.unsealable_month (shelf, month, reason) VALUES (?, ?, ?)
                ON CONFLICT (shelf, month) DO UPDATE SET reason = EXCLUDED.reason
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, due.shelf());
            statement.setObject(2, due.month().atDay(1));
            statement.setString(3, reason);
            statement.executeUpdate();
        }
    }

    /// Months that failed are tried again: by a new start, perhaps of a mended software.
    void forgetFailures() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM readings.unsealable_month")) {
            statement.executeUpdate();
        }
    }

    void seal(Due due) throws SQLException {
        int first = Math.toIntExact(due.month().atDay(1).toEpochDay());
        int last = Math.toIntExact(due.month().atEndOfMonth().toEpochDay());
        try (ShelfBlocks blocks = new ShelfBlocks(connection, due.shelf())) {
            Map<Integer, Integer> parts = new HashMap<>(blocks.parts(first, last));
            List<ShelfBlocks.Stored> stored = blocks.between(first, last, FULL_BYTES);
            blocks.remove(stored);
            Set<Optional<String>> zones =
                    stored.stream().map(ShelfBlocks.Stored::zone).collect(Collectors.toSet());
            Optional<String> zone = zones.size() == 1 ? zones.iterator().next() : Optional.empty();
            for (ShelfBlock block : joined(stored)) {
                // Behind all parts of the day there are: a full one may be among them.
                int part = parts.merge(block.firstDay(), 0, (highest, _) -> highest + 1);
                blocks.write(part, true, zone, block);
            }
        }
    }

    private static List<ShelfBlock> joined(List<ShelfBlocks.Stored> stored) {
        SortedMap<Integer, List<Section>> days = new TreeMap<>();
        for (ShelfBlocks.Stored block : stored) {
            for (Section section : block.sections()) {
                days.computeIfAbsent(section.day(), _ -> new ArrayList<>(2)).add(section);
            }
        }
        List<ShelfBlock> blocks = new ArrayList<>();
        List<Section> gathered = new ArrayList<>();
        int bytes = 0;
        for (Map.Entry<Integer, List<Section>> day : days.entrySet()) {
            for (Section section : joined(day.getKey(), day.getValue())) {
                gathered.add(section);
                bytes += section.bytes();
                if (bytes >= FULL_BYTES) {
                    blocks.add(ShelfBlock.of(gathered));
                    gathered.clear();
                    bytes = 0;
                }
            }
        }
        if (!gathered.isEmpty()) {
            blocks.add(ShelfBlock.of(gathered));
        }
        return blocks;
    }

    private static List<Section> joined(int day, List<Section> sections) {
        int bytes = sections.stream().mapToInt(Section::bytes).sum();
        if (sections.size() == 1 || bytes > JOINED_BYTES) {
            return sections;
        }
        ShelfDay together = new ShelfDay(day);
        sections.forEach(section -> section.unpack().forEach(together::add));
        return together.sections();
    }
}
