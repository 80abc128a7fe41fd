package org.smartmeter.server.configuration;

/// The configuration cannot be used. The message is one line that names the file, the line where
/// there is one, what is wrong and what to write instead.
public final class ConfigurationException extends RuntimeException {

    public ConfigurationException(String message) {
        super(message);
    }

    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
