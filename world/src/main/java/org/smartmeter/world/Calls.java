package org.smartmeter.world;

import java.sql.SQLException;
import java.util.Map;
import org.smartmeter.readings.IntakePlan;
import org.smartmeter.readings.JournalKey;
import org.smartmeter.readings.JournalState;

/// What surrounds every call that a process makes to its database: it may fail, or be the process's
/// last.
interface Calls {

    /// A database that never fails.
    Calls QUIET = new Calls() {};

    /// Before a call that only reads, or begins: nothing happened yet.
    default void reading() throws SQLException {}

    /// Before a call that writes.
    default void writing() throws SQLException {}

    /// Whether the connection is lost in the commit that comes now.
    default boolean isLostInCommit() {
        return false;
    }

    /// Whether a commit in which the connection was lost counts.
    default boolean counts() {
        return false;
    }

    /// After a call that writes.
    default void done() {}

    /// It counts from here on.
    default void committed(IntakePlan plan, Map<JournalKey, JournalState> saved) {}
}
