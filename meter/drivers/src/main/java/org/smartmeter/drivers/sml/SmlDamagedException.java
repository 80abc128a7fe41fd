package org.smartmeter.drivers.sml;

/// Bytes that are no SML message.
final class SmlDamagedException extends Exception {

    private final int at;

    /// @param at offset in the message bytes
    SmlDamagedException(int at, String message) {
        super(message);
        this.at = at;
    }

    int at() {
        return at;
    }
}
