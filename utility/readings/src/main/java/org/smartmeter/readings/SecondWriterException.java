package org.smartmeter.readings;

/// Another process changed a journal's state since it was read here: read again, try again.
final class SecondWriterException extends RuntimeException {

    SecondWriterException(String message) {
        super(message);
    }
}
