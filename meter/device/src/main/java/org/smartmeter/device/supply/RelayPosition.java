package org.smartmeter.device.supply;

/// Where a relay is.
public enum RelayPosition {
    /// Nothing can flow.
    OPEN(0),
    /// Supply can flow.
    CLOSED(1),
    /// Nobody can tell.
    UNKNOWN(2);

    private final int number;

    RelayPosition(int number) {
        this.number = number;
    }

    /// As events tell it.
    public int number() {
        return number;
    }

    static RelayPosition of(boolean closed) {
        return closed ? CLOSED : OPEN;
    }
}
