package org.smartmeter.readings.bulk;

/// A table as a whole is not what it should be; nothing of it was stored.
public final class BulkRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    public BulkRefusedException(String message) {
        super(message);
    }

    public BulkRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
