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

    private static final String SELECT =
            "SELECT journal, first, last, received_ms, body FROM readings.segment";

    /// Read at a time where the next may already be too far.
    private static final int FEW = 32;

    private Segments() {}

    /// All segments of the journals, each journal's in order of its records.
    static Map<Integer, List<StoredSegment>> of(Connection connection, Collection<Integer> journals)
            throws SQLException {
        String sql = SELECT + " WHERE journal = ANY (?) ORDER BY journal, first";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("integer", journals.toArray()));
            Map<Integer, List<StoredSegment>> segments = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    StoredSegment segment = read(row);
                    segments.computeIfAbsent(segment.journal(), _ -> new ArrayList<>())
                            .add(segment);
                }
            }
            return segments;
        }
    }

    /// The first segments of the journal that follow the record without a hole, at least one if
    /// there is one, and no more than so many records together.
    static List<StoredSegment> contiguousAfter(
            Connection connection, int journal, long sequence, int mostRecords)
            throws SQLException {
        String sql = SELECT + " WHERE journal = ? ORDER BY first";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FEW);
            statement.setInt(1, journal);
            List<StoredSegment> contiguous = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                long next = sequence + 1;
                while (row.next()) {
                    StoredSegment segment = read(row);
                    boolean fits =
                            contiguous.isEmpty()
                                    || segment.range().last() - sequence <= mostRecords;
                    if (segment.range().first() != next || !fits) {
                        break;
                    }
                    contiguous.add(segment);
                    next = segment.range().last() + 1;
                }
            }
            return contiguous;
        }
    }

    private static StoredSegment read(ResultSet row) throws SQLException {
        return new StoredSegment(
                row.getInt("journal"),
                new SequenceRange(row.getLong("first"), row.getLong("last")),
                row.getLong("received_ms"),
                row.getBytes("body"));
    }
}
