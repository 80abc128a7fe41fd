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

    private static final String SELECT =
            "SELECT journal, sequence, payload FROM readings.definition WHERE ";

    /// By number of the journal's row; a journal without any is absent.
    Map<Integer, Definitions> of(Connection connection, Collection<Integer> journals)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        SELECT + "journal = ANY (?) ORDER BY journal, sequence")) {
            statement.setArray(1, connection.createArrayOf("integer", journals.toArray()));
            return read(statement);
        }
    }

    /// The definitions of the journals of a shelf, as [#of].
    Map<Integer, Definitions> ofShelf(Connection connection, int shelf) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        SELECT + "journal BETWEEN ? AND ? ORDER BY journal, sequence")) {
            statement.setInt(1, Shelf.first(shelf));
            statement.setInt(2, Shelf.last(shelf));
            return read(statement);
        }
    }

    private Map<Integer, Definitions> read(PreparedStatement statement) throws SQLException {
        Map<Integer, List<Described>> found = new HashMap<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.computeIfAbsent(rows.getInt("journal"), _ -> new ArrayList<>())
                        .add(described(rows.getLong("sequence"), rows.getBytes("payload")));
            }
        }
        Map<Integer, Definitions> definitions = new HashMap<>();
        found.forEach((journal, described) -> definitions.put(journal, new Definitions(described)));
        return definitions;
    }

    /// A definition record as stored.
    Described described(long sequence, byte[] payload) {
        return new Described(sequence, definition(payload));
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
