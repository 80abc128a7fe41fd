package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Unit;

/// Up to where a journal is merged, and what must be remembered there to go on.
///
/// @param merged every record up to here is in blocks and rows
/// @param chain after record `chainTo`; null before anything is merged and where records were lost
/// @param first time of the first row of its curve in ms, or [Screening#NOTHING]
/// @param newest time of the last row of its curve in ms, or [Screening#NOTHING]
record MergeState(
        long merged,
        @Nullable HashChain chain,
        long chainTo,
        long chainVerified,
        @Nullable String chainBroken,
        Map<Register, Long> lastValues,
        long first,
        long newest) {

    private static final String SEPARATOR = " ";

    private static final String SELECT =
            """
            SELECT journal, merged, chain_head, chain_to, chain_verified, chain_broken,
                registers, register_values, first_ms, newest_ms
            FROM readings.merge_state
            """;

    /// Meters have the same few registers.
    private static final Map<String, Register> REGISTERS = new ConcurrentHashMap<>();

    private static final int REGISTERS_KEPT = 10_000;

    static final MergeState NONE =
            new MergeState(0, null, 0, 0, null, Map.of(), Screening.NOTHING, Screening.NOTHING);

    /// The states of the journals, by number of the journal's row; one never merged is absent.
    static Map<Integer, MergeState> of(Connection connection, Collection<Integer> journals)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(SELECT + "WHERE journal = ANY (?)")) {
            statement.setArray(1, connection.createArrayOf("integer", journals.toArray()));
            return read(statement);
        }
    }

    /// The states of the journals of a shelf, as [#of].
    static Map<Integer, MergeState> ofShelf(Connection connection, int shelf) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(SELECT + "WHERE journal BETWEEN ? AND ?")) {
            statement.setInt(1, Shelf.first(shelf));
            statement.setInt(2, Shelf.last(shelf));
            return read(statement);
        }
    }

    /// The latest time of any journal's curve, ms, or [Screening#NOTHING].
    static long newest(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT max(newest_ms) AS newest_ms FROM readings.merge_state");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return time(row, "newest_ms");
        }
    }

    private static Map<Integer, MergeState> read(PreparedStatement statement) throws SQLException {
        Map<Integer, MergeState> states = new HashMap<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                states.put(row.getInt("journal"), read(row));
            }
        }
        return states;
    }

    private static MergeState read(ResultSet row) throws SQLException {
        byte @Nullable [] head = row.getBytes("chain_head");
        return new MergeState(
                row.getLong("merged"),
                head == null ? null : HashChain.at(head),
                row.getLong("chain_to"),
                row.getLong("chain_verified"),
                row.getString("chain_broken"),
                lastValues(
                        (String[]) row.getArray("registers").getArray(),
                        (Long[]) row.getArray("register_values").getArray()),
                time(row, "first_ms"),
                time(row, "newest_ms"));
    }

    static Map<Register, Long> lastValues(String[] registers, Long[] values) {
        Map<Register, Long> lastValues = new LinkedHashMap<>();
        for (int i = 0; i < registers.length; i++) {
            lastValues.put(register(registers[i]), values[i]);
        }
        return lastValues;
    }

    private static long time(ResultSet row, String column) throws SQLException {
        long time = row.getLong(column);
        return row.wasNull() ? Screening.NOTHING : time;
    }

    /// How the next record is judged.
    Screening screening(Definitions definitions) {
        return new Screening(definitions, lastValues, newest);
    }

    static void write(Connection connection, Map<Integer, MergeState> states) throws SQLException {
        String sql =
                """
                INSERT INTO readings.merge_state (journal, merged, chain_head, chain_to,
                    chain_verified, chain_broken, registers, register_values, first_ms, newest_ms)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (journal) DO UPDATE SET merged = EXCLUDED.merged,
                    chain_head = EXCLUDED.chain_head, chain_to = EXCLUDED.chain_to,
                    chain_verified = EXCLUDED.chain_verified,
                    chain_broken = EXCLUDED.chain_broken, registers = EXCLUDED.registers,
                    register_values = EXCLUDED.register_values,
                    first_ms = EXCLUDED.first_ms, newest_ms = EXCLUDED.newest_ms
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Map.Entry<Integer, MergeState> entry : states.entrySet()) {
                statement.setInt(1, entry.getKey());
                entry.getValue().set(connection, statement);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void set(Connection connection, PreparedStatement statement) throws SQLException {
        List<String> registers = new ArrayList<>();
        List<Long> values = new ArrayList<>();
        lastValues.forEach(
                (register, value) -> {
                    registers.add(text(register));
                    values.add(value);
                });
        statement.setLong(2, merged);
        statement.setBytes(3, chain == null ? null : chain.head());
        statement.setLong(4, chainTo);
        statement.setLong(5, chainVerified);
        statement.setString(6, chainBroken);
        statement.setArray(7, connection.createArrayOf("text", registers.toArray()));
        statement.setArray(8, connection.createArrayOf("bigint", values.toArray()));
        statement.setObject(9, first == Screening.NOTHING ? null : first, Types.BIGINT);
        statement.setObject(10, newest == Screening.NOTHING ? null : newest, Types.BIGINT);
    }

    private static String text(Register register) {
        return register.obis() + SEPARATOR + register.scaler() + SEPARATOR + register.unit().code();
    }

    private static Register register(String text) {
        if (REGISTERS.size() > REGISTERS_KEPT) {
            REGISTERS.clear();
        }
        return REGISTERS.computeIfAbsent(
                text,
                _ -> {
                    String[] parts = text.split(SEPARATOR, -1);
                    return new Register(
                            ObisCode.parse(parts[0]),
                            Integer.parseInt(parts[1]),
                            Unit.ofCode(Integer.parseInt(parts[2])).orElseThrow());
                });
    }
}
