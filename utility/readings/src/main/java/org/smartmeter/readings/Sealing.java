package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Makes one block of all blocks of a journal's month: what a row of the database costs is then
/// shared by a month's values. Rows that come later lie beside it in a block of their day until the
/// month is sealed again. The caller commits: all of it or nothing.
final class Sealing {

    /// Rows in a part of a sealed block: a month of quarter-hours fits in one.
    private static final int PART_ROWS = 4_096;

    /// A month of a journal of which something is not sealed.
    record Due(int journal, YearMonth month) {}

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
        Map<Kind, List<RowBlock>> kinds = take(due.journal(), first, last);
        Blocks blocks = new Blocks(connection, due.journal());
        for (Map.Entry<Kind, List<RowBlock>> entry : kinds.entrySet()) {
            RowBlock month = inOrder(entry.getValue());
            int part = 0;
            for (int start = 0; start < month.rows(); start += PART_ROWS, part++) {
                blocks.write(
                        new BlockKey(entry.getKey().profile(), first, entry.getKey().definition()),
                        last,
                        part,
                        month.part(start, Math.min(month.rows(), start + PART_ROWS)));
            }
        }
    }

    /// Reads the blocks and removes them.
    private Map<Kind, List<RowBlock>> take(int journal, int first, int last) throws SQLException {
        Map<Kind, List<RowBlock>> kinds = new LinkedHashMap<>();
        String sql =
                """
                DELETE FROM readings.block WHERE journal = ? AND day BETWEEN ? AND ?
                RETURNING profile, definition, body
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, journal);
            statement.setInt(2, first);
            statement.setInt(3, last);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    kinds.computeIfAbsent(
                                    new Kind(row.getBoolean("profile"), row.getLong("definition")),
                                    _ -> new ArrayList<>())
                            .add(RowBlockCodec.decode(row.getBytes("body")));
                }
            }
        }
        return kinds;
    }

    private static RowBlock inOrder(List<RowBlock> blocks) {
        blocks.sort(Comparator.comparingLong(block -> block.sequences()[0]));
        RowBlock all = RowBlock.joined(blocks);
        long[] sequences = all.sequences();
        boolean ordered =
                IntStream.range(1, all.rows()).allMatch(i -> sequences[i - 1] < sequences[i]);
        return ordered
                ? all
                : all.reordered(
                        IntStream.range(0, all.rows())
                                .boxed()
                                .sorted(Comparator.comparingLong(i -> sequences[i]))
                                .mapToInt(Integer::intValue)
                                .toArray());
    }
}
