package org.smartmeter.world;

/// What must hold whatever goes wrong.
public enum Invariant {
    ACKNOWLEDGED_IS_STORED("what a meter takes as stored is committed"),
    NOTHING_ACKNOWLEDGED_IS_LOST("what was acknowledged is still stored at the end"),
    EPOCH_IS_ON_RECORD("an epoch is on record before anything of it is stored"),
    EACH_RECORD_ONCE("each record is stored once"),
    AS_THE_METER_WROTE_IT("a stored record is the meter's, byte for byte"),
    REGISTERS_NEVER_FALL("a register never falls within an epoch"),
    ENERGY_IS_EXACT("what was measured is in the registers, to the milliwatt-hour"),
    NO_NONCE_TWICE("different bytes never share a nonce"),
    ORDERS_AT_MOST_ONCE("an order is carried out at most once"),
    CONVERGES("once nothing goes wrong any more, everything arrives"),
    NOTHING_FAILS_BY_ITSELF("no part of the system fails unless its world does");

    private final String words;

    Invariant(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
