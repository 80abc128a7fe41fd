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

/// The blocks of one shelf, written and taken away. What is written is with the database once this
/// is closed.
final class ShelfBlocks implements AutoCloseable {

    private static final String WRITE =
            """
            INSERT INTO readings.shelf_block (shelf, day, part, last_day, sealed, zone,
                curve_journals, other_journals, days, curve_ends, other_ends, edges, curves,
                others)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (shelf, day, part) DO UPDATE
            SET last_day = EXCLUDED.last_day, sealed = EXCLUDED.sealed, zone = EXCLUDED.zone,
                curve_journals = EXCLUDED.curve_journals,
                other_journals = EXCLUDED.other_journals, days = EXCLUDED.days,
                curve_ends = EXCLUDED.curve_ends, other_ends = EXCLUDED.other_ends,
                edges = EXCLUDED.edges, curves = EXCLUDED.curves, others = EXCLUDED.others
            """;

    private static final String COLUMNS =
            "day, part, zone, days, curve_ends, other_ends, curves, others";

    /// Sent together, so that a backlog needs no more memory than a day.
    private static final int TOGETHER = 32;

    private final Connection connection;
    private final int shelf;
    private final PreparedStatement write;
    private int waiting;

    ShelfBlocks(Connection connection, int shelf) throws SQLException {
        this.connection = connection;
        this.shelf = shelf;
        this.write = connection.prepareStatement(WRITE);
    }

    /// Writes the block in place of the one that had this day and part, if there was one.
    ///
    /// @param zone by whose days its rows are filed; empty if by those of several
    void write(int part, boolean sealed, Optional<String> zone, ShelfBlock block)
            throws SQLException {
        write.setInt(1, shelf);
        write.setInt(2, block.firstDay());
        write.setInt(3, part);
        write.setInt(4, block.lastDay());
        write.setBoolean(5, sealed);
        write.setString(6, zone.orElse(null));
        write.setLong(7, block.curveJournals());
        write.setLong(8, block.otherJournals());
        write.setObject(9, block.days());
        write.setObject(10, block.curveEnds());
        write.setObject(11, block.otherEnds());
        write.setBytes(12, block.edges());
        write.setBytes(13, block.curves());
        write.setBytes(14, block.others());
        write.addBatch();
        if (++waiting == TOGETHER) {
            flush();
        }
    }

    private void flush() throws SQLException {
        write.executeBatch();
        waiting = 0;
    }

    @Override
    public void close() throws SQLException {
        try (write) {
            flush();
        }
    }

    /// Where the next rows of a day go.
    ///
    /// @param part its number
    /// @param before what is in it; empty if it is yet to be made
    record Open(int part, Optional<Section> before) {

        static final Open FIRST = new Open(0, Optional.empty());
    }

    /// The newest part of each of the days; a day without any is absent.
    ///
    /// @param zone by whose days they are
    /// @param mostBytes a part with so many is full, and the next one is open
    Map<Integer, Open> open(Collection<Integer> days, String zone, int mostBytes)
            throws SQLException {
        String sql =
                """
                SELECT day, part, fits, CASE WHEN fits THEN curves END AS curves,
                    CASE WHEN fits THEN others END AS others
                FROM (SELECT DISTINCT ON (day) day, part, curves, others,
                        NOT sealed AND zone = ?
                            AND octet_length(curves) + octet_length(others) < ? AS fits
                    FROM readings.shelf_block WHERE shelf = ? AND day = ANY (?)
                    ORDER BY day, part DESC) AS newest
                """;
        Map<Integer, Open> open = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, zone);
            statement.setInt(2, mostBytes);
            statement.setInt(3, shelf);
            statement.setArray(4, connection.createArrayOf("integer", days.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    int day = row.getInt("day");
                    int part = row.getInt("part");
                    open.put(
                            day,
                            row.getBoolean("fits")
                                    ? new Open(
                                            part,
                                            Optional.of(
                                                    new Section(
                                                            day,
                                                            row.getBytes("curves"),
                                                            row.getBytes("others"))))
                                    : new Open(part + 1, Optional.empty()));
                }
            }
        }
        return open;
    }

    /// A block as it lies there.
    record Stored(int day, int part, Optional<String> zone, List<Section> sections) {}

    /// The blocks that begin between two days, in order.
    ///
    /// @param fullBytes a sealed block with so many is left out
    List<Stored> between(int firstDay, int lastDay, int fullBytes) throws SQLException {
        String sql =
                "SELECT "
                        + COLUMNS
                        + """
                         FROM readings.shelf_block
                        WHERE shelf = ? AND day BETWEEN ? AND ?
                        AND NOT (sealed AND octet_length(curves) + octet_length(others) >= ?)
                        ORDER BY day, part
                        """;
        List<Stored> blocks = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, shelf);
            statement.setInt(2, firstDay);
            statement.setInt(3, lastDay);
            statement.setInt(4, fullBytes);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    blocks.add(
                            new Stored(
                                    row.getInt("day"),
                                    row.getInt("part"),
                                    Optional.ofNullable(row.getString("zone")),
                                    sections(row)));
                }
            }
        }
        return blocks;
    }

    static List<Section> sections(ResultSet row) throws SQLException {
        return ShelfBlock.sections(
                numbers(row, "days"),
                numbers(row, "curve_ends"),
                numbers(row, "other_ends"),
                row.getBytes("curves"),
                row.getBytes("others"));
    }

    private static int[] numbers(ResultSet row, String column) throws SQLException {
        Integer[] boxed = (Integer[]) row.getArray(column).getArray();
        int[] numbers = new int[boxed.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = boxed[i];
        }
        return numbers;
    }

    /// The highest part of each day between two days.
    Map<Integer, Integer> parts(int firstDay, int lastDay) throws SQLException {
        String sql =
                """
                SELECT day, max(part) FROM readings.shelf_block
                WHERE shelf = ? AND day BETWEEN ? AND ? GROUP BY day
                """;
        Map<Integer, Integer> parts = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, shelf);
            statement.setInt(2, firstDay);
            statement.setInt(3, lastDay);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    parts.put(row.getInt(1), row.getInt(2));
                }
            }
        }
        return parts;
    }

    void remove(List<Stored> blocks) throws SQLException {
        String sql =
                """
                DELETE FROM readings.shelf_block b
                USING unnest(?::integer[], ?::integer[]) AS gone (day, part)
                WHERE b.shelf = ? AND b.day = gone.day AND b.part = gone.part
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "integer", blocks.stream().map(Stored::day).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "integer", blocks.stream().map(Stored::part).toArray()));
            statement.setInt(3, shelf);
            statement.executeUpdate();
        }
    }
}
