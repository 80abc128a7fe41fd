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
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Unit;

/// Up to where a journal is merged, and what must be remembered there to go on.
///
/// @param merged every record up to here is in blocks and rows
/// @param chain after record `chainTo`; null before anything is merged and where records were lost
record MergeState(
        long merged,
        @Nullable HashChain chain,
        long chainTo,
        long chainVerified,
        @Nullable String chainBroken,
        Map<Register, Long> lastValues) {

    private static final String SEPARATOR = " ";

    static final MergeState NONE = new MergeState(0, null, 0, 0, null, Map.of());

    /// The states of the journals, by number of the journal's row; one never merged is absent.
    static Map<Integer, MergeState> of(Connection connection, Collection<Integer> journals)
            throws SQLException {
        Map<Integer, MergeState> states = new HashMap<>();
        String sql =
                """
                SELECT journal, merged, chain_head, chain_to, chain_verified, chain_broken,
                    registers, register_values
                FROM readings.merge_state WHERE journal = ANY (?)
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("integer", journals.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    states.put(row.getInt("journal"), read(row));
                }
            }
        }
        return states;
    }

    private static MergeState read(ResultSet row) throws SQLException {
        byte @Nullable [] head = row.getBytes("chain_head");
        String[] registers = (String[]) row.getArray("registers").getArray();
        Long[] values = (Long[]) row.getArray("register_values").getArray();
        Map<Register, Long> lastValues = new LinkedHashMap<>();
        for (int i = 0; i < registers.length; i++) {
            lastValues.put(register(registers[i]), values[i]);
        }
        return new MergeState(
                row.getLong("merged"),
                head == null ? null : HashChain.at(head),
                row.getLong("chain_to"),
                row.getLong("chain_verified"),
                row.getString("chain_broken"),
                lastValues);
    }

    void write(Connection connection, int journal) throws SQLException {
        String sql =
                """
                INSERT INTO readings.merge_state (journal, merged, chain_head, chain_to,
                    chain_verified, chain_broken, registers, register_values)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (journal) DO UPDATE SET merged = EXCLUDED.merged,
                    chain_head = EXCLUDED.chain_head, chain_to = EXCLUDED.chain_to,
                    chain_verified = EXCLUDED.chain_verified,
                    chain_broken = EXCLUDED.chain_broken, registers = EXCLUDED.registers,
                    register_values = EXCLUDED.register_values
                """;
        List<String> registers = new ArrayList<>();
        List<Long> values = new ArrayList<>();
        lastValues.forEach(
                (register, value) -> {
                    registers.add(text(register));
                    values.add(value);
                });
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, journal);
            statement.setLong(2, merged);
            statement.setBytes(3, chain == null ? null : chain.head());
            statement.setLong(4, chainTo);
            statement.setLong(5, chainVerified);
            statement.setString(6, chainBroken);
            statement.setArray(7, connection.createArrayOf("text", registers.toArray()));
            statement.setArray(8, connection.createArrayOf("bigint", values.toArray()));
            statement.executeUpdate();
        }
    }

    private static String text(Register register) {
        return register.obis() + SEPARATOR + register.scaler() + SEPARATOR + register.unit().code();
    }

    private static Register register(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        return new Register(
                ObisCode.parse(parts[0]),
                Integer.parseInt(parts[1]),
                Unit.ofCode(Integer.parseInt(parts[2])).orElseThrow());
    }
}
