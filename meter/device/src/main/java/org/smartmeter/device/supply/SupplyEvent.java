package org.smartmeter.device.supply;

/// Who wants what of the disconnect control (IEC 62056-6-2, class 70).
public enum SupplyEvent {
    /// The utility orders the supply to be cut.
    REMOTE_DISCONNECT,
    /// The utility orders or permits the supply again.
    REMOTE_RECONNECT,
    /// Somebody at home presses off.
    MANUAL_DISCONNECT,
    /// Somebody at home presses on.
    MANUAL_RECONNECT,
    /// The limiter has seen too much for too long.
    LOCAL_DISCONNECT,
    /// The limiter would try again.
    LOCAL_RECONNECT
}
