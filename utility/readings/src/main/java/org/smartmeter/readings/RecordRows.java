package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.OptionalLong;
import org.smartmeter.terms.SequenceRange;

/// Writes merged records that are no believed rows, each a row of the database. What is written is
/// with the database once this is closed.
final class RecordRows implements AutoCloseable {

    private static final String KEPT =
            "INSERT INTO readings.kept_record (journal, sequence, tag, time_ms, payload)"
                    + " VALUES (?, ?, ?, ?, ?)";

    private static final String SET_ASIDE =
            """
            INSERT INTO readings.quarantine (journal, sequence, tag, reason, detail, time_ms,
                received_ms, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String LOST =
            "INSERT INTO readings.lost (journal, first, last) VALUES (?, ?, ?)";

    private final PreparedStatement kept;
    private final PreparedStatement setAside;
    private final PreparedStatement lost;

    RecordRows(Connection connection) throws SQLException {
        this.kept = connection.prepareStatement(KEPT);
        this.setAside = connection.prepareStatement(SET_ASIDE);
        this.lost = connection.prepareStatement(LOST);
    }

    void write(JournalMerge merge) throws SQLException {
        for (Verdict.Kept one : merge.kept()) {
            kept.setInt(1, merge.journal());
            kept.setLong(2, one.record().sequence());
            kept.setInt(3, one.record().tag());
            setTime(kept, 4, one.time());
            kept.setBytes(5, one.record().payload());
            kept.addBatch();
        }
        for (JournalMerge.SetAside one : merge.setAside()) {
            setAside.setInt(1, merge.journal());
            setAside.setLong(2, one.verdict().record().sequence());
            setAside.setInt(3, one.verdict().record().tag());
            setAside.setString(4, one.verdict().reason().name());
            setAside.setString(5, one.verdict().detail());
            setTime(setAside, 6, one.verdict().time());
            setAside.setLong(7, one.received());
            setAside.setBytes(8, one.verdict().record().payload());
            setAside.addBatch();
        }
        for (SequenceRange range : merge.lost()) {
            lost.setInt(1, merge.journal());
            lost.setLong(2, range.first());
            lost.setLong(3, range.last());
            lost.addBatch();
        }
    }

    private static void setTime(PreparedStatement statement, int index, OptionalLong time)
            throws SQLException {
        if (time.isPresent()) {
            statement.setLong(index, time.getAsLong());
        } else {
            statement.setNull(index, Types.BIGINT);
        }
    }

    @Override
    public void close() throws SQLException {
        try (kept;
                setAside;
                lost) {
            kept.executeBatch();
            setAside.executeBatch();
            lost.executeBatch();
        }
    }
}
