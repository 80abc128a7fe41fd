package org.smartmeter.device.supply;

/// What somebody at home can press, on a display or on the meter itself. Every method may be called
/// from any thread and returns at once; what came of it shows in the next [SupplyStatus].
public interface SupplyButtons {

    /// On: closes the supply if it is ready for reconnection, and ends "stay off".
    void pressConnect();

    /// Off: opens the supply if the control mode has that; while the limiter has opened it, off
    /// means stay off.
    void pressDisconnect();

    /// While set nothing closes the supply by itself: neither the limiter nor the utility. Only
    /// whoever set it clears it; a power cut does not.
    void stayOff(boolean wanted);

    /// How things stand.
    SupplyStatus status();
}
