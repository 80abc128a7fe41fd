package org.smartmeter.network;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/// Changes as transactions, and the database's refusals in words.
final class Transactions {

    private static final String EXCLUSION_VIOLATION = "23P01";
    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final String UNIQUE_VIOLATION = "23505";

    /// What is changed in one transaction.
    interface Change<T> {
        T make(Handle handle);
    }

    private Transactions() {}

    /// @param conflict what to say where the change contradicts what is on record
    /// @throws NetworkConflictException if it does, or names something unknown
    static <T> T refusing(Jdbi jdbi, String conflict, Change<T> change) {
        try {
            return jdbi.inTransaction(change::make);
        } catch (UnableToExecuteStatementException e) {
            throw switch (sqlState(e)) {
                case EXCLUSION_VIOLATION, UNIQUE_VIOLATION ->
                        new NetworkConflictException(conflict, e);
                case FOREIGN_KEY_VIOLATION ->
                        new NetworkConflictException(
                                "that place, customer, transformer or feeder is unknown", e);
                default -> e;
            };
        }
    }

    private static String sqlState(UnableToExecuteStatementException e) {
        return e.getCause() instanceof SQLException sql && sql.getSQLState() != null
                ? sql.getSQLState()
                : "";
    }
}
