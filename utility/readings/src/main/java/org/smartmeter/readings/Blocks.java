package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The blocks of one journal, written and taken away. What is written is with the database once
/// this is closed.
final class Blocks implements AutoCloseable {

    private static final String WRITE =
            """
            INSERT INTO readings.block (journal, profile, day, last_day, definition, part, rows,
                first_time_ms, last_time_ms, first_sequence, last_sequence, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (journal, profile, day, definition, part) DO UPDATE
            SET rows = EXCLUDED.rows, first_time_ms = EXCLUDED.first_time_ms,
                last_time_ms = EXCLUDED.last_time_ms,
                first_sequence = EXCLUDED.first_sequence,
                last_sequence = EXCLUDED.last_sequence, body = EXCLUDED.body
            """;

    /// Sent together: a month of days in one round trip.
    private static final int TOGETHER = 64;

    private final Connection connection;
    private final int journal;
    private final PreparedStatement write;
    private int waiting;

    Blocks(Connection connection, int journal) throws SQLException {
        this.connection = connection;
        this.journal = journal;
        this.write = connection.prepareStatement(WRITE);
    }

    /// Writes the block in place of the one that had this key and part, if there was one.
    ///
    /// @param lastDay the same as the key's day if the block is not sealed
    void write(BlockKey key, int lastDay, int part, RowBlock block) throws SQLException {
        write.setInt(1, journal);
        write.setBoolean(2, key.profile());
        write.setInt(3, key.day());
        write.setInt(4, lastDay);
        write.setLong(5, key.definition());
        write.setInt(6, part);
        write.setInt(7, block.rows());
        write.setLong(8, block.earliestTime());
        write.setLong(9, block.latestTime());
        write.setLong(10, Arrays.stream(block.sequences()).min().orElseThrow());
        write.setLong(11, Arrays.stream(block.sequences()).max().orElseThrow());
        write.setBytes(12, RowBlockCodec.encode(block));
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
    /// @param rows that are in it; empty if it is yet to be made
    record Open(int part, Optional<RowBlock> rows) {}

    /// The newest part of each of the days' blocks; a key without any is absent.
    ///
    /// @param mostRows a part with so many is full, and the next one is open
    Map<BlockKey, Open> open(Collection<BlockKey> keys, int mostRows) throws SQLException {
        String sql =
                """
                SELECT DISTINCT ON (profile, day, definition) profile, day, definition, part,
                    CASE WHEN day = last_day AND rows < ? THEN body END AS body
                FROM readings.block WHERE journal = ? AND day = ANY (?)
                ORDER BY profile, day, definition, part DESC
                """;
        Map<BlockKey, Open> open = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, mostRows);
            statement.setInt(2, journal);
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "integer", keys.stream().map(BlockKey::day).distinct().toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    byte @Nullable [] body = row.getBytes("body");
                    int part = row.getInt("part");
                    open.put(
                            new BlockKey(
                                    row.getBoolean("profile"),
                                    row.getInt("day"),
                                    row.getLong("definition")),
                            body == null
                                    ? new Open(part + 1, Optional.empty())
                                    : new Open(part, Optional.of(RowBlockCodec.decode(body))));
                }
            }
        }
        return open;
    }

    /// Removes a block and gives its rows.
    RowBlock take(BlockKey key, int part) throws SQLException {
        String sql =
                """
                DELETE FROM readings.block WHERE journal = ? AND profile = ? AND day = ?
                AND definition = ? AND part = ? RETURNING body
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, journal);
            statement.setBoolean(2, key.profile());
            statement.setInt(3, key.day());
            statement.setLong(4, key.definition());
            statement.setInt(5, part);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException(
                            "a block of journal " + journal + " went away: " + key + " " + part);
                }
                return RowBlockCodec.decode(row.getBytes("body"));
            }
        }
    }
}
