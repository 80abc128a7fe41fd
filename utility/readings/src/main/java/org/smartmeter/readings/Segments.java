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
import org.smartmeter.terms.SequenceRange;

/// Reads the first tier: what is not merged yet.
final class Segments {

    private Segments() {}

    /// All segments of the journals, each journal's in order of its records.
    static Map<Integer, List<StoredSegment>> of(Connection connection, Collection<Integer> journals)
            throws SQLException {
        String sql =
                "SELECT journal, first, last, received_ms, body FROM readings.segment"
                        + " WHERE journal = ANY (?) ORDER BY journal, first";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("integer", journals.toArray()));
            Map<Integer, List<StoredSegment>> segments = new HashMap<>();
            for (StoredSegment segment : read(statement)) {
                segments.computeIfAbsent(segment.journal(), _ -> new ArrayList<>()).add(segment);
            }
            return segments;
        }
    }

    /// The first segments of the journal that follow the record without a hole.
    static List<StoredSegment> contiguousAfter(
            Connection connection, int journal, long sequence, int most) throws SQLException {
        String sql =
                "SELECT journal, first, last, received_ms, body FROM readings.segment"
                        + " WHERE journal = ? ORDER BY first LIMIT ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, journal);
            statement.setInt(2, most);
            List<StoredSegment> contiguous = new ArrayList<>();
            long next = sequence + 1;
            for (StoredSegment segment : read(statement)) {
                if (segment.range().first() != next) {
                    break;
                }
                contiguous.add(segment);
                next = segment.range().last() + 1;
            }
            return contiguous;
        }
    }

    private static List<StoredSegment> read(PreparedStatement statement) throws SQLException {
        List<StoredSegment> segments = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                segments.add(
                        new StoredSegment(
                                rows.getInt("journal"),
                                new SequenceRange(rows.getLong("first"), rows.getLong("last")),
                                rows.getLong("received_ms"),
                                rows.getBytes("body")));
            }
        }
        return segments;
    }
}
