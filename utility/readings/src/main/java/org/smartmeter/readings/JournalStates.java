package org.smartmeter.readings;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The writer's memory of journals' states; those that it does not remember it reads in the
/// transaction. Used by one thread. What is remembered is what was committed; after a failed
/// transaction, or one that had nothing to write to a journal, it is forgotten and read again.
final class JournalStates {

    private static final int REMEMBERED = 200_000;

    private final Map<JournalKey, JournalState> remembered =
            new LinkedHashMap<>(1_024, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<JournalKey, JournalState> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /// The states of those journals that are known at all.
    Map<JournalKey, JournalState> of(
            IntakeTables.Transaction transaction, Collection<JournalKey> journals)
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
            Map<JournalKey, JournalState> read = transaction.read(unknown);
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
}
