package org.smartmeter.server.signin;

/// A user cannot be added or changed as asked; the message says why and what to do.
public final class UserRefusedException extends RuntimeException {

    public UserRefusedException(String message) {
        super(message);
    }
}
