package org.smartmeter.readings;

/// A batch could not be stored now, because the database failed or the store closes. Nothing of it
/// is acknowledged; the meter will send it again.
public final class IntakeFailedException extends RuntimeException {

    IntakeFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    IntakeFailedException(String message) {
        super(message);
    }
}
