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
import java.util.concurrent.ConcurrentHashMap;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordsCodec;

/// Reads the definitions of journals. Thousands of meters describe their rows alike: one copy of
/// each description is kept and shared.
final class StoredDefinitions {

    private static final int SHARED = 10_000;

    private final Map<Definition, Definition> shared = new ConcurrentHashMap<>();

    /// By number of the journal's row; a journal without any is absent.
    Map<Integer, Definitions> of(Connection connection, Collection<Integer> journals)
            throws SQLException {
        Map<Integer, List<Described>> found = new HashMap<>();
        String sql =
                "SELECT journal, sequence, payload FROM readings.definition"
                        + " WHERE journal = ANY (?) ORDER BY journal, sequence";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("integer", journals.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Definition definition = definition(rows.getBytes("payload"));
                    found.computeIfAbsent(rows.getInt("journal"), _ -> new ArrayList<>())
                            .add(new Described(rows.getLong("sequence"), definition));
                }
            }
        }
        Map<Integer, Definitions> definitions = new HashMap<>();
        found.forEach((journal, described) -> definitions.put(journal, new Definitions(described)));
        return definitions;
    }

    private Definition definition(byte[] payload) {
        Definition definition;
        try {
            definition = RecordsCodec.definition(payload);
        } catch (MalformedException e) {
            throw new IllegalStateException("a stored definition does not read any more", e);
        }
        if (shared.size() > SHARED) {
            shared.clear();
        }
        return shared.computeIfAbsent(definition, d -> d);
    }
}
