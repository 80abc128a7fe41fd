package org.smartmeter.simulator.files;

/// After a power cut something was not as it had been told.
public final class BrokenPromiseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenPromiseException(String message) {
        super(message);
    }
}
