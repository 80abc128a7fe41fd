package org.smartmeter.readings;

/// Why a record is stored but counts nowhere.
public enum QuarantineReason {
    /// Measured before the meter was installed.
    BEFORE_INSTALLATION,
    /// Measured later than it was received, beyond the tolerance.
    AHEAD_OF_TIME,
    /// A cumulative register is lower than before in the same epoch.
    REGISTER_DECREASED,
    /// A row of a definition that the journal does not contain before it, or of another width.
    UNKNOWN_DEFINITION,
    /// A payload that is not what its tag says.
    MALFORMED
}
