package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;

/// A journal's number and what it is the number of.
record JournalId(int id, MeterId meter, Epoch epoch) {

    int shelf() {
        return Shelf.of(id);
    }

    int place() {
        return Shelf.place(id);
    }

    /// The epochs of each of the meters, from old to new; a meter without any is absent.
    static Map<MeterId, List<JournalId>> of(Connection connection, Collection<MeterId> meters)
            throws SQLException {
        Map<String, MeterId> names = new HashMap<>(2 * meters.size());
        meters.forEach(meter -> names.put(meter.value(), meter));
        Map<MeterId, List<JournalId>> journals = new HashMap<>(2 * meters.size());
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT id, meter, epoch FROM readings.journal WHERE meter = ANY (?)")) {
            statement.setArray(1, connection.createArrayOf("text", names.keySet().toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    MeterId meter = names.get(row.getString(2));
                    if (meter != null) {
                        journals.computeIfAbsent(meter, _ -> new ArrayList<>(1))
                                .add(
                                        new JournalId(
                                                row.getInt(1), meter, new Epoch(row.getLong(3))));
                    }
                }
            }
        }
        journals.values().forEach(epochs -> epochs.sort(Comparator.comparing(JournalId::epoch)));
        return journals;
    }
}
