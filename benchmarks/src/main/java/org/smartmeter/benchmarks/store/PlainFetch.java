package org.smartmeter.benchmarks.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/// What the same rows cost if nobody understands them: PostgreSQL's own time and its driver's to
/// bring the bytes over, found by the same index.
final class PlainFetch {

    private static final int LONGEST_BLOCK = 31;

    private final DataSource source;

    PlainFetch(DataSource source) {
        this.source = source;
    }

    /// Of the meters' blocks that overlap the days.
    ///
    /// @param column what of each block
    /// @return how many bytes
    long bytes(String column, String[] meters, Instant from, Instant to) {
        String sql =
                """
                SELECT %s FROM readings.shelf_block b
                WHERE b.shelf IN (SELECT DISTINCT j.id / 32 FROM readings.journal j
                    WHERE j.meter = ANY (?))
                AND b.day BETWEEN ? AND ? AND b.last_day >= ?
                """
                        .formatted(column);
        int first = day(from);
        int last = day(to);
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", meters));
            statement.setInt(2, first - LONGEST_BLOCK);
            statement.setInt(3, last);
            statement.setInt(4, first);
            long bytes = 0;
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    bytes += row.getBytes(1).length;
                }
            }
            return bytes;
        } catch (SQLException e) {
            throw new IllegalStateException("the blocks cannot be fetched", e);
        }
    }

    private static int day(Instant time) {
        return Math.toIntExact(
                LocalDate.ofInstant(time.minusMillis(1), ZoneOffset.UTC).toEpochDay());
    }
}
