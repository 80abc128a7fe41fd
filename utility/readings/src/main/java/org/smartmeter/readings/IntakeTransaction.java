package org.smartmeter.readings;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.RecordsCodec;

/// Writes a plan: few statements, each for all journals together, whatever their number. The caller
/// commits.
final class IntakeTransaction {

    private final Connection connection;
    private final IntakePlan plan;
    private final Map<JournalKey, JournalState> states = new HashMap<>();

    IntakeTransaction(Connection connection, IntakePlan plan) {
        this.connection = connection;
        this.plan = plan;
    }

    /// @return the changed journals' states as they are once this is committed
    /// @throws SecondWriterException if a journal is not any more as it was read
    Map<JournalKey, JournalState> write() throws SQLException {
        states.putAll(plan.changed());
        insertJournals();
        updateJournals();
        applyCuts();
        insertSegments();
        insertDefinitions();
        return states;
    }

    private void insertJournals() throws SQLException {
        List<JournalKey> fresh =
                states.entrySet().stream()
                        .filter(e -> e.getValue().id() == 0)
                        .map(Map.Entry::getKey)
                        .toList();
        if (fresh.isEmpty()) {
            return;
        }
        String sql =
                """
                INSERT INTO readings.journal (meter, epoch)
                SELECT * FROM unnest(?::text[], ?::bigint[]) ORDER BY 1, 2
                ON CONFLICT DO NOTHING RETURNING id, meter, epoch
                """;
        int inserted = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, array("text", fresh.stream().map(j -> j.meter().value())));
            statement.setArray(2, array("bigint", fresh.stream().map(j -> j.epoch().second())));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    JournalKey key =
                            new JournalKey(
                                    new MeterId(rows.getString("meter")),
                                    new Epoch(rows.getLong("epoch")));
                    int id = rows.getInt("id");
                    states.computeIfPresent(key, (_, state) -> state.saved(id, 0));
                    inserted++;
                }
            }
        }
        if (inserted != fresh.size()) {
            throw new SecondWriterException("another process stored a new journal first");
        }
    }

    private void updateJournals() throws SQLException {
        String sql =
                """
                UPDATE readings.journal j
                SET held = u.held::int8multirange,
                    version = j.version + 1,
                    records = j.records + u.records,
                    row_values = j.row_values + u.row_values,
                    lost = j.lost + u.lost,
                    last_measured_ms = CASE WHEN u.measured > -9000000000000000000
                        THEN u.measured ELSE j.last_measured_ms END,
                    last_received_ms = GREATEST(j.last_received_ms, u.received)
                FROM unnest(?::integer[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[],
                        ?::bigint[], ?::bigint[], ?::bigint[])
                    AS u (id, version, held, records, row_values, lost, measured, received)
                WHERE j.id = u.id AND j.version = u.version
                """;
        List<Map.Entry<JournalKey, JournalState>> changed = new ArrayList<>(states.entrySet());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, array("integer", changed.stream().map(e -> e.getValue().id())));
            statement.setArray(
                    2, array("bigint", changed.stream().map(e -> e.getValue().version())));
            statement.setArray(
                    3,
                    array("text", changed.stream().map(e -> Multirange.text(e.getValue().held()))));
            List<IntakePlan.Growth> growth =
                    changed.stream()
                            .map(e -> plan.growth(e.getKey()).orElseGet(IntakePlan.Growth::new))
                            .toList();
            statement.setArray(4, array("bigint", growth.stream().map(g -> g.records)));
            statement.setArray(5, array("bigint", growth.stream().map(g -> g.values)));
            statement.setArray(6, array("bigint", growth.stream().map(g -> g.lost)));
            statement.setArray(
                    7, array("bigint", changed.stream().map(e -> e.getValue().lastMeasured())));
            statement.setArray(8, array("bigint", growth.stream().map(g -> g.received)));
            if (statement.executeUpdate() != changed.size()) {
                throw new SecondWriterException("another process wrote to one of these journals");
            }
        }
        states.replaceAll((_, state) -> state.saved(state.id(), state.version() + 1));
    }

    private void applyCuts() throws SQLException {
        for (IntakePlan.Cut cut : plan.cuts()) {
            for (String sql :
                    List.of(
                            "DELETE FROM readings.segment WHERE journal = ? AND first > ?",
                            "DELETE FROM readings.definition WHERE journal = ? AND sequence > ?")) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setInt(1, id(cut.journal()));
                    statement.setLong(2, cut.after());
                    statement.executeUpdate();
                }
            }
        }
    }

    private void insertSegments() throws SQLException {
        String sql =
                """
                INSERT INTO readings.segment (journal, first, last, received_ms, body)
                SELECT * FROM unnest(?::integer[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bytea[])
                """;
        List<IntakePlan.Segment> segments = plan.segments();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, array("integer", segments.stream().map(s -> id(s.journal()))));
            statement.setArray(2, array("bigint", segments.stream().map(s -> s.range().first())));
            statement.setArray(3, array("bigint", segments.stream().map(s -> s.range().last())));
            statement.setArray(
                    4, array("bigint", segments.stream().map(IntakePlan.Segment::received)));
            statement.setArray(5, array("bytea", segments.stream().map(IntakePlan.Segment::body)));
            statement.executeUpdate();
        }
    }

    private void insertDefinitions() throws SQLException {
        if (plan.definitions().isEmpty()) {
            return;
        }
        String sql =
                """
                INSERT INTO readings.definition (journal, sequence, payload)
                SELECT * FROM unnest(?::integer[], ?::bigint[], ?::bytea[])
                """;
        List<IntakePlan.DefinitionRecord> added = plan.definitions();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, array("integer", added.stream().map(d -> id(d.journal()))));
            statement.setArray(
                    2, array("bigint", added.stream().map(d -> d.described().sequence())));
            statement.setArray(
                    3,
                    array(
                            "bytea",
                            added.stream()
                                    .map(d -> RecordsCodec.encode(d.described().definition()))));
            statement.executeUpdate();
        }
    }

    private int id(JournalKey journal) {
        JournalState state = states.get(journal);
        if (state == null) {
            throw new IllegalStateException("the plan writes to a journal it does not change");
        }
        return state.id();
    }

    private Array array(String type, Stream<?> values) throws SQLException {
        Object[] elements = type.equals("bytea") ? values.toArray(byte[][]::new) : values.toArray();
        return connection.createArrayOf(type, elements);
    }
}
