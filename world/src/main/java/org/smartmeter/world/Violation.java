package org.smartmeter.world;

import java.time.Instant;

/// A promise that did not hold. An error, so that nobody on the way takes it for a fault of the
/// world and goes on.
public final class Violation extends Error {

    private static final long serialVersionUID = 1L;

    private final Invariant invariant;
    private final int meter;
    private final transient Instant at;

    /// @param meter whose promise it was, [Trace#EVERYBODY] if all meters'
    Violation(Invariant invariant, int meter, Instant at, String detail) {
        super(detail);
        this.invariant = invariant;
        this.meter = meter;
        this.at = at;
    }

    public Invariant invariant() {
        return invariant;
    }

    /// Number of the meter, from 0; −1 if it is nobody's own.
    public int meter() {
        return meter;
    }

    /// True time in the life that it was found in.
    public Instant at() {
        return at;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
