package org.smartmeter.device.supply;

/// The switch in the meter's current path: a latching relay that keeps its position without power.
///
/// Contract of a driver: [#open] and [#close] start the movement and return within a few
/// milliseconds; sent again they pulse the coil again, which an obedient relay does not mind.
/// [#feedback] is that of an auxiliary contact or of the voltage behind the relay, never the last
/// command; it may lag by up to a second. None of them throws for a relay that does not obey or
/// cannot be reached: that shows in the feedback. All poles move together. Called by one thread at
/// a time.
public interface Relay {

    void open();

    void close();

    /// Where the relay itself says it is; unknown where it cannot be asked. It may be wrong.
    RelayPosition feedback();
}
