package org.smartmeter.server.approval;

/// A passkey, or what was signed with it, is not accepted; the message says why in words for the
/// person in front of it.
public final class PasskeyRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    PasskeyRefusedException(String message) {
        super(message);
    }

    PasskeyRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
