package org.smartmeter.network;

/// What was asked contradicts what is already on record; nothing was changed. The message says
/// what stands in the way and what to do.
public final class NetworkConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NetworkConflictException(String message) {
        super(message);
    }

    NetworkConflictException(String message, Throwable cause) {
        super(message, cause);
    }
}
