package org.smartmeter.journal;

/// A state file held a value, and no sound copy of it is left. Whoever owns the value decides what
/// losing it means; deleting the file starts it anew.
public final class StateDamagedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StateDamagedException(String message) {
        super(message);
    }
}
