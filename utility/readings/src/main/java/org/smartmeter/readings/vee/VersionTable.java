package org.smartmeter.readings.vee;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.smartmeter.terms.MeterId;

/// Versions of intervals in the database. The caller commits.
final class VersionTable {

    private final Connection connection;

    VersionTable(Connection connection) {
        this.connection = connection;
    }

    /// In order of day and number.
    List<Version> of(MeterId meter, Flow flow, LocalDate first, LocalDate last)
            throws SQLException {
        String sql =
                """
                SELECT day, number, kind, author, reason, written_ms, starts_ms, ends_ms, energies
                FROM readings.version
                WHERE meter = ? AND day BETWEEN ? AND ? AND flow = ?
                ORDER BY day, number
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, meter.value());
            statement.setObject(2, first);
            statement.setObject(3, last);
            statement.setInt(4, flow.code());
            List<Version> versions = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    versions.add(
                            new Version(
                                    meter,
                                    flow,
                                    rows.getObject("day", LocalDate.class),
                                    rows.getInt("number"),
                                    VersionKind.ofWord(rows.getString("kind")),
                                    rows.getString("author"),
                                    rows.getString("reason"),
                                    Instant.ofEpochMilli(rows.getLong("written_ms")),
                                    parts(rows)));
                }
            }
            return versions;
        }
    }

    private static List<Version.Part> parts(ResultSet row) throws SQLException {
        Long[] starts = (Long[]) row.getArray("starts_ms").getArray();
        Long[] ends = (Long[]) row.getArray("ends_ms").getArray();
        Long[] energies = (Long[]) row.getArray("energies").getArray();
        List<Version.Part> parts = new ArrayList<>(starts.length);
        for (int i = 0; i < starts.length; i++) {
            parts.add(
                    new Version.Part(
                            Instant.ofEpochMilli(starts[i]),
                            Instant.ofEpochMilli(ends[i]),
                            energies[i]));
        }
        return parts;
    }

    /// Adds a version with the next number.
    ///
    /// @return that number
    int add(
            MeterId meter,
            Flow flow,
            LocalDate day,
            VersionKind kind,
            String author,
            String reason,
            Instant now,
            List<Version.Part> parts)
            throws SQLException {
        String sql =
                """
                INSERT INTO readings.version (meter, day, flow, number, kind, author, reason,
                    written_ms, starts_ms, ends_ms, energies)
                SELECT ?, ?, ?, 1 + coalesce(max(number), 0), ?, ?, ?, ?, ?, ?, ?
                FROM readings.version WHERE meter = ? AND day = ? AND flow = ?
                RETURNING number
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, meter.value());
            statement.setObject(2, day);
            statement.setInt(3, flow.code());
            statement.setString(4, kind.word());
            statement.setString(5, author);
            statement.setString(6, reason);
            statement.setLong(7, now.toEpochMilli());
            statement.setArray(
                    8, array(parts.stream().map(p -> p.start().toEpochMilli()).toList()));
            statement.setArray(9, array(parts.stream().map(p -> p.end().toEpochMilli()).toList()));
            statement.setArray(10, array(parts.stream().map(Version.Part::energy).toList()));
            statement.setString(11, meter.value());
            statement.setObject(12, day);
            statement.setInt(13, flow.code());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private Array array(List<Long> values) throws SQLException {
        return connection.createArrayOf("bigint", values.toArray());
    }
}
