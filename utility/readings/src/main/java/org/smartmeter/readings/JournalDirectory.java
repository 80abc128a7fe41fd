package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.smartmeter.terms.MeterId;

/// Remembers which journals a meter has. Journals are never forgotten, so as long as there are as
/// many as there were, they are the same. Thread-safe.
final class JournalDirectory {

    private static final int REMEMBERED = 200_000;

    private final Map<MeterId, List<JournalId>> known = new HashMap<>();
    private long journals = -1;

    /// The epochs of each of the meters, from old to new; a meter without any is absent.
    Map<MeterId, List<JournalId>> of(Connection connection, Collection<MeterId> meters)
            throws SQLException {
        long count = count(connection);
        Optional<Map<MeterId, List<JournalId>>> remembered = remembered(count, meters);
        if (remembered.isPresent()) {
            return remembered.get();
        }
        // Counted before they are read: one that comes in between makes the next count another.
        Map<MeterId, List<JournalId>> found = JournalId.of(connection, meters);
        remember(count, meters, found);
        return found;
    }

    private static long count(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT journals FROM readings.journal_count");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private synchronized Optional<Map<MeterId, List<JournalId>>> remembered(
            long count, Collection<MeterId> meters) {
        if (count != journals) {
            return Optional.empty();
        }
        Map<MeterId, List<JournalId>> found = new HashMap<>(2 * meters.size());
        for (MeterId meter : meters) {
            List<JournalId> epochs = known.get(meter);
            if (epochs == null) {
                return Optional.empty();
            }
            if (!epochs.isEmpty()) {
                found.put(meter, epochs);
            }
        }
        return Optional.of(found);
    }

    private synchronized void remember(
            long count, Collection<MeterId> meters, Map<MeterId, List<JournalId>> found) {
        if (count < journals) {
            return;
        }
        if (count > journals || known.size() + meters.size() > REMEMBERED) {
            known.clear();
            journals = count;
        }
        if (meters.size() <= REMEMBERED) {
            meters.forEach(meter -> known.put(meter, found.getOrDefault(meter, List.of())));
        }
    }
}
