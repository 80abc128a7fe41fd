package org.smartmeter.database;

/// The database cannot be opened or stopped; the message says why and what to do.
public final class DatabaseException extends RuntimeException {

    public DatabaseException(String message) {
        super(message);
    }

    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
