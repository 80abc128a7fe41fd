package org.smartmeter.readings;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/// Port: the tables that intake reads and writes, by transactions. What goes wrong is told as
/// PostgreSQL's driver tells it, by the state of the `SQLException`: 08… the connection is gone,
/// and of a commit nobody knows then whether it counted; 40… and 23… another writer came in
/// between; 53… the disk is full.
public interface IntakeTables {

    /// @throws SQLException if there is no connection to be had
    Transaction begin() throws SQLException;

    /// Nothing of it is there before [#commit] returns, and then all of it for good. One thread at
    /// a time.
    interface Transaction extends AutoCloseable {

        /// The states of those journals that are stored at all, as they are committed.
        Map<JournalKey, JournalState> read(Collection<JournalKey> journals) throws SQLException;

        /// Writes what the plan changes.
        ///
        /// @return the changed journals' states as they are once this is committed
        /// @throws SecondWriterException if a journal is not any more as the plan saw it
        Map<JournalKey, JournalState> write(IntakePlan plan) throws SQLException;

        /// Durable when it returns.
        void commit() throws SQLException;

        /// Undoes what was written.
        void rollback() throws SQLException;

        /// Gives the connection back.
        @Override
        void close() throws SQLException;
    }
}
