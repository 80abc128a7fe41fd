package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes few blocks of all blocks of a journal's month: what a row of the database costs is then
/// shared by a month's values. Rows that come later lie beside it in a block of their day until the
/// month is sealed again. A block after the other, so that a month of seconds needs no more memory
/// than one of hours. The caller commits: all of it or nothing.
final class Sealing {

    /// Rows in a part of a sealed block: a month of quarter-hours fits in one.
    private static final int PART_ROWS = 4_096;

    /// A month of a journal of which something is not sealed.
    record Due(int journal, YearMonth month) {}

    /// Where a block lies, without its rows.
    private record Stored(BlockKey key, int lastDay, int part, int rows) {

        boolean isFull() {
            return lastDay > key.day() && rows >= PART_ROWS;
        }
    }

    private record Kind(boolean profile, long definition) {}

    private final Connection connection;

    Sealing(Connection connection) {
        this.connection = connection;
    }

    /// Months that ended before the day and are not sealed, at most so many.
    List<Due> due(LocalDate before, int most) throws SQLException {
        List<Due> due = new ArrayList<>();
        String sql =
                """
                SELECT DISTINCT journal, date_trunc('month', date '1970-01-01' + day)::date AS month
                FROM readings.block WHERE day = last_day AND day < ? LIMIT ?
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, Math.toIntExact(before.withDayOfMonth(1).toEpochDay()));
            statement.setInt(2, most);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    due.add(
                            new Due(
                                    row.getInt("journal"),
                                    YearMonth.from(row.getObject("month", LocalDate.class))));
                }
            }
        }
        return due;
    }

    void seal(Due due) throws SQLException {
        int first = Math.toIntExact(due.month().atDay(1).toEpochDay());
        int last = Math.toIntExact(due.month().atEndOfMonth().toEpochDay());
        try (Blocks blocks = new Blocks(connection, due.journal())) {
            seal(blocks, stored(due.journal(), first, last), first, last);
        }
    }

    private static void seal(Blocks blocks, Map<Kind, List<Stored>> kinds, int first, int last)
            throws SQLException {
        for (Map.Entry<Kind, List<Stored>> entry : kinds.entrySet()) {
            BlockKey month =
                    new BlockKey(entry.getKey().profile(), first, entry.getKey().definition());
            // Behind all parts of the key there are: the unsealed ones of the first day are among
            // those that are still to be read.
            int part =
                    1
                            + entry.getValue().stream()
                                    .filter(one -> one.key().day() == first)
                                    .mapToInt(Stored::part)
                                    .max()
                                    .orElse(-1);
            Optional<RowBlock> rest = Optional.empty();
            for (Stored one : entry.getValue()) {
                if (one.isFull()) {
                    continue;
                }
                RowBlock taken = blocks.take(one.key(), one.part());
                RowBlock rows = rest.isPresent() ? rest.get().plus(taken) : taken;
                int start = 0;
                for (; rows.rows() - start >= PART_ROWS; start += PART_ROWS) {
                    blocks.write(month, last, part++, rows.part(start, start + PART_ROWS));
                }
                rest =
                        start == rows.rows()
                                ? Optional.empty()
                                : Optional.of(rows.part(start, rows.rows()));
            }
            if (rest.isPresent()) {
                blocks.write(month, last, part, rest.get());
            }
        }
    }

    /// The blocks of the month by kind, in the order of their records.
    private Map<Kind, List<Stored>> stored(int journal, int first, int last) throws SQLException {
        Map<Kind, List<Stored>> kinds = new LinkedHashMap<>();
        String sql =
                """
                SELECT profile, day, last_day, definition, part, rows FROM readings.block
                WHERE journal = ? AND day BETWEEN ? AND ? ORDER BY first_sequence
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, journal);
            statement.setInt(2, first);
            statement.setInt(3, last);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Kind kind = new Kind(row.getBoolean("profile"), row.getLong("definition"));
                    kinds.computeIfAbsent(kind, _ -> new ArrayList<>())
                            .add(
                                    new Stored(
                                            new BlockKey(
                                                    kind.profile(),
                                                    row.getInt("day"),
                                                    kind.definition()),
                                            row.getInt("last_day"),
                                            row.getInt("part"),
                                            row.getInt("rows")));
                }
            }
        }
        return kinds;
    }
}
