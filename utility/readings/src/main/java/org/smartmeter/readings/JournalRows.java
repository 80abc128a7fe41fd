package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;

/// Reads the store's books.
final class JournalRows {

    private static final String COLUMNS =
            "SELECT id, meter, epoch, held, lost, last_measured_ms, last_received_ms"
                    + " FROM readings.journal ";

    private JournalRows() {}

    /// All epochs of the meters, each meter's from old to new.
    static List<JournalRow> of(Connection connection, Collection<MeterId> meters)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        COLUMNS + "WHERE meter = ANY (?) ORDER BY meter, epoch")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", meters.stream().map(MeterId::value).toArray()));
            return read(statement);
        }
    }

    /// All there are, each meter's from old to new.
    static List<JournalRow> all(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(COLUMNS + "ORDER BY meter, epoch")) {
            return read(statement);
        }
    }

    static Optional<JournalRow> one(Connection connection, JournalKey key) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(COLUMNS + "WHERE meter = ? AND epoch = ?")) {
            statement.setString(1, key.meter().value());
            statement.setLong(2, key.epoch().second());
            return read(statement).stream().findFirst();
        }
    }

    static Optional<JournalRow> one(Connection connection, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS + "WHERE id = ?")) {
            statement.setInt(1, id);
            return read(statement).stream().findFirst();
        }
    }

    private static List<JournalRow> read(PreparedStatement statement) throws SQLException {
        List<JournalRow> journals = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                long measured = rows.getLong("last_measured_ms");
                OptionalLong lastMeasured =
                        rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(measured);
                journals.add(
                        new JournalRow(
                                rows.getInt("id"),
                                new JournalKey(
                                        new MeterId(rows.getString("meter")),
                                        new Epoch(rows.getLong("epoch"))),
                                Multirange.parse(rows.getString("held")),
                                rows.getLong("lost"),
                                lastMeasured,
                                rows.getLong("last_received_ms")));
            }
        }
        return journals;
    }
}
