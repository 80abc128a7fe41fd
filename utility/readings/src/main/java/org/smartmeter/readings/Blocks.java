package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Writes blocks of one journal.
final class Blocks {

    private final Connection connection;
    private final int journal;

    Blocks(Connection connection, int journal) {
        this.connection = connection;
        this.journal = journal;
    }

    /// Writes the block in place of the one that had this key and part, if there was one.
    ///
    /// @param lastDay the same as the key's day if the block is not sealed
    void write(BlockKey key, int lastDay, int part, RowBlock block) throws SQLException {
        String sql =
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
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, journal);
            statement.setBoolean(2, key.profile());
            statement.setInt(3, key.day());
            statement.setInt(4, lastDay);
            statement.setLong(5, key.definition());
            statement.setInt(6, part);
            statement.setInt(7, block.rows());
            statement.setLong(8, block.earliestTime());
            statement.setLong(9, block.latestTime());
            statement.setLong(10, block.sequences()[0]);
            statement.setLong(11, block.sequences()[block.rows() - 1]);
            statement.setBytes(12, RowBlockCodec.encode(block));
            statement.executeUpdate();
        }
    }
}
