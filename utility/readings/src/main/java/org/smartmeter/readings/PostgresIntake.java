package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;

/// The tables of intake in PostgreSQL.
final class PostgresIntake implements IntakeTables {

    private final DataSource source;
    private final StoredDefinitions definitions;

    PostgresIntake(DataSource source, StoredDefinitions definitions) {
        this.source = source;
        this.definitions = definitions;
    }

    @Override
    public Transaction begin() throws SQLException {
        Connection connection = source.getConnection();
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return new PostgresTransaction(connection);
    }

    private final class PostgresTransaction implements Transaction {

        private final Connection connection;

        PostgresTransaction(Connection connection) {
            this.connection = connection;
        }

        @Override
        public Map<JournalKey, JournalState> read(Collection<JournalKey> journals)
                throws SQLException {
            return states(connection, journals);
        }

        @Override
        public Map<JournalKey, JournalState> write(IntakePlan plan) throws SQLException {
            return new IntakeTransaction(connection, plan).write();
        }

        @Override
        public void commit() throws SQLException {
            connection.commit();
        }

        @Override
        public void rollback() throws SQLException {
            connection.rollback();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    private Map<JournalKey, JournalState> states(
            Connection connection, Collection<JournalKey> journals) throws SQLException {
        Map<JournalKey, JournalState> states = new HashMap<>();
        String sql =
                """
                SELECT j.id, j.meter, j.epoch, j.version, j.held, j.last_measured_ms
                FROM unnest(?::text[], ?::bigint[]) AS wanted (meter, epoch)
                JOIN readings.journal j ON j.meter = wanted.meter AND j.epoch = wanted.epoch
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", journals.stream().map(j -> j.meter().value()).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", journals.stream().map(j -> j.epoch().second()).toArray()));
            Map<Integer, JournalKey> byId = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    JournalKey key =
                            new JournalKey(
                                    new MeterId(rows.getString("meter")),
                                    new Epoch(rows.getLong("epoch")));
                    long last = rows.getLong("last_measured_ms");
                    long measured = rows.wasNull() ? Long.MIN_VALUE : last;
                    states.put(
                            key,
                            new JournalState(
                                    rows.getInt("id"),
                                    rows.getLong("version"),
                                    Multirange.parse(rows.getString("held")),
                                    Definitions.NONE,
                                    measured));
                    byId.put(rows.getInt("id"), key);
                }
            }
            Map<Integer, Definitions> described = definitions.of(connection, byId.keySet());
            byId.forEach(
                    (id, key) ->
                            states.computeIfPresent(
                                    key,
                                    (_, state) ->
                                            new JournalState(
                                                    id,
                                                    state.version(),
                                                    state.held(),
                                                    described.getOrDefault(id, Definitions.NONE),
                                                    state.lastMeasured())));
        }
        return states;
    }
}
