package org.smartmeter.device;

/// A configuration that cannot be used. The message is one line: file, line, what is wrong, what to
/// write instead.
public final class BadConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadConfigurationException(String message) {
        super(message);
    }
}
