package org.smartmeter.readings.vee;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.smartmeter.readings.validation.Finding;
import org.smartmeter.readings.validation.Rule;
import org.smartmeter.terms.MeterId;

/// Findings in the database. The caller commits.
final class FindingTable {

    /// A finding and the local day it is told under.
    record Dated(LocalDate day, Flow flow, Finding finding) {}

    private final Connection connection;

    FindingTable(Connection connection) {
        this.connection = connection;
    }

    /// Makes the findings of these days what was found now; what was found before and still is
    /// keeps its time.
    void replace(MeterId meter, LocalDate first, LocalDate last, List<Dated> found, Instant now)
            throws SQLException {
        String insert =
                """
                INSERT INTO readings.finding (meter, flow, day, rule, from_ms, to_ms, detail,
                    found_ms)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (meter, day, flow, rule, from_ms)
                    DO UPDATE SET to_ms = excluded.to_ms, detail = excluded.detail
                """;
        List<String> keys = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (Dated one : found) {
                long from = one.finding().from().toEpochMilli();
                statement.setString(1, meter.value());
                statement.setInt(2, one.flow().code());
                statement.setObject(3, one.day());
                statement.setString(4, one.finding().rule().label());
                statement.setLong(5, from);
                statement.setLong(6, one.finding().to().toEpochMilli());
                statement.setString(7, one.finding().detail());
                statement.setLong(8, now.toEpochMilli());
                statement.addBatch();
                keys.add(one.flow().code() + " " + one.finding().rule().label() + " " + from);
            }
            statement.executeBatch();
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "DELETE FROM readings.finding WHERE meter = ? AND day BETWEEN ? AND ?"
                                + " AND flow || ' ' || rule || ' ' || from_ms <> ALL (?)")) {
            statement.setString(1, meter.value());
            statement.setObject(2, first);
            statement.setObject(3, last);
            statement.setArray(4, connection.createArrayOf("text", keys.toArray()));
            statement.executeUpdate();
        }
    }

    /// Of the days, in order of time.
    List<Finding> of(MeterId meter, LocalDate first, LocalDate last) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT meter, rule, from_ms, to_ms, detail FROM readings.finding"
                                + " WHERE meter = ? AND day BETWEEN ? AND ?"
                                + " ORDER BY from_ms, rule, flow")) {
            statement.setString(1, meter.value());
            statement.setObject(2, first);
            statement.setObject(3, last);
            return read(statement);
        }
    }

    /// Of all meters, newest first.
    List<Finding> newest(int limit) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT meter, rule, from_ms, to_ms, detail FROM readings.finding"
                                + " ORDER BY found_ms DESC, meter, from_ms LIMIT ?")) {
            statement.setInt(1, limit);
            return read(statement);
        }
    }

    private static List<Finding> read(PreparedStatement statement) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String rule = rows.getString("rule");
                findings.add(
                        new Finding(
                                rows.getString("meter"),
                                Instant.ofEpochMilli(rows.getLong("from_ms")),
                                Instant.ofEpochMilli(rows.getLong("to_ms")),
                                Rule.ofLabel(rule)
                                        .orElseThrow(
                                                () ->
                                                        new IllegalStateException(
                                                                "the rule '"
                                                                        + rule
                                                                        + "' of a stored finding"
                                                                        + " is unknown here")),
                                rows.getString("detail")));
            }
        }
        return findings;
    }
}
