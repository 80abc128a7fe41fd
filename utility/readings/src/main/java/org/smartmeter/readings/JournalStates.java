package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;

/// The writer's memory of journals' states, and where it reads those it does not remember. Used by
/// one thread. What is remembered is what was committed; after a failed transaction, or one that
// had
/// nothing to write to a journal, it is forgotten and read again.
final class JournalStates {

    private static final int REMEMBERED = 200_000;

    private final Map<JournalKey, JournalState> remembered =
            new LinkedHashMap<>(1_024, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<JournalKey, JournalState> eldest) {
                    return size() > REMEMBERED;
                }
            };
    private final StoredDefinitions definitions;

    JournalStates(StoredDefinitions definitions) {
        this.definitions = definitions;
    }

    /// The states of those journals that are known at all.
    Map<JournalKey, JournalState> of(Connection connection, Collection<JournalKey> journals)
            throws SQLException {
        Map<JournalKey, JournalState> states = new HashMap<>();
        List<JournalKey> unknown = new ArrayList<>();
        for (JournalKey journal : journals) {
            JournalState state = remembered.get(journal);
            if (state == null) {
                unknown.add(journal);
            } else {
                states.put(journal, state);
            }
        }
        if (!unknown.isEmpty()) {
            Map<JournalKey, JournalState> read = read(connection, unknown);
            remembered.putAll(read);
            states.putAll(read);
        }
        return states;
    }

    void remember(Map<JournalKey, JournalState> committed) {
        remembered.putAll(committed);
    }

    void forget(Collection<JournalKey> journals) {
        journals.forEach(remembered::remove);
    }

    private Map<JournalKey, JournalState> read(Connection connection, List<JournalKey> journals)
            throws SQLException {
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
                    long measured = rows.getLong("last_measured_ms");
                    states.put(
                            key,
                            new JournalState(
                                    rows.getInt("id"),
                                    rows.getLong("version"),
                                    Multirange.parse(rows.getString("held")),
                                    Definitions.NONE,
                                    rows.wasNull() ? Long.MIN_VALUE : measured));
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
