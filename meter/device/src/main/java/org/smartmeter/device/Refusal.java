package org.smartmeter.device;

/// Why the meter did not take a message from the utility's side. The number goes into the journal's
/// event.
public enum Refusal {
    /// Not sealed by the utility for this meter and topic, or changed on the way.
    SEAL(1),
    /// Heard before; a line may repeat, so this is counted and not journalled.
    REPEATED(2),
    /// Sealed, but not a message this software can read.
    MALFORMED(3),
    /// A receipt for another epoch than the journal's.
    OTHER_EPOCH(4),
    /// A receipt for records that this meter never wrote.
    BEYOND_LAST(5),
    /// A receipt that takes back what was acknowledged.
    BACKWARDS(6),
    /// An order that failed its checks; the event names which.
    ORDER(7),
    /// A time that does not answer the last hello.
    STALE_TIME(8);

    private final int number;

    Refusal(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
