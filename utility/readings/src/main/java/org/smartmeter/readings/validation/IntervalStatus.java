package org.smartmeter.readings.validation;

/// How an interval's energy is known.
public enum IntervalStatus {
    /// Measured: the difference of two registers at its ends.
    ACTUAL,
    /// Reckoned, by us or by whoever sent it.
    ESTIMATED,
    /// Put in by a person.
    EDITED,
    /// Nothing is known of it, not even its energy.
    MISSING
}
