package org.smartmeter.readings;

/// Another process changed a journal's state since it was read here: read again, try again.
public final class SecondWriterException extends RuntimeException {

    public SecondWriterException(String message) {
        super(message);
    }
}
