package org.smartmeter.server.coverage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/// Coverage by day in the database.
final class CoverageTable {

    private static final String COLUMNS =
            "SELECT day, deadline_ms, taken_ms, meters, complete, looked_at_ms, complete_by_then"
                    + " FROM server.day_coverage ";

    private final Jdbi jdbi;

    CoverageTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<DayCoverage> of(LocalDate day) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(COLUMNS + "WHERE day = ?")
                                .bind(0, day)
                                .map((row, _) -> read(row))
                                .findOne());
    }

    /// Newest first.
    List<DayCoverage> newest(int days) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(COLUMNS + "ORDER BY day DESC LIMIT ?")
                                .bind(0, days)
                                .map((row, _) -> read(row))
                                .list());
    }

    private static DayCoverage read(ResultSet row) throws SQLException {
        return new DayCoverage(
                row.getObject("day", LocalDate.class),
                Instant.ofEpochMilli(row.getLong("deadline_ms")),
                Instant.ofEpochMilli(row.getLong("taken_ms")),
                row.getInt("meters"),
                row.getInt("complete"),
                Instant.ofEpochMilli(row.getLong("looked_at_ms")),
                row.getInt("complete_by_then"));
    }

    /// The deadline's figure is written once; what was counted later follows it.
    void write(DayCoverage one) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        INSERT INTO server.day_coverage
                                        VALUES (?, ?, ?, ?, ?, ?, ?)
                                        ON CONFLICT (day) DO UPDATE
                                        SET looked_at_ms = excluded.looked_at_ms,
                                            complete_by_then = least(
                                                excluded.complete_by_then,
                                                day_coverage.meters)
                                        """)
                                .bind(0, one.day())
                                .bind(1, one.deadline().toEpochMilli())
                                .bind(2, one.taken().toEpochMilli())
                                .bind(3, one.meters())
                                .bind(4, one.complete())
                                .bind(5, one.lookedAt().toEpochMilli())
                                .bind(6, one.completeByThen())
                                .execute());
    }
}
