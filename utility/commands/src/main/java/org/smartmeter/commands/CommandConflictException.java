package org.smartmeter.commands;

/// What was asked contradicts what is on record or who asks; nothing was changed. The message says
/// what stands in the way.
public final class CommandConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandConflictException(String message) {
        super(message);
    }
}
