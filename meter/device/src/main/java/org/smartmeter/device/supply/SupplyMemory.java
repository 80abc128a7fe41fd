package org.smartmeter.device.supply;

import java.util.Optional;

/// What the switch does not forget, in one value of one state file, so that no power cut parts it.
///
/// @param state of the disconnect control
/// @param cause of that state
/// @param stayOff the customer's wish
/// @param relayToldToClose what the relay was told last: another than the state wants was kept
/// before the relay heard of it
/// @param log what the journal has to be told
/// @param relayOperations of the relay's life
/// @param lastOrder counter of the last order carried out here
/// @param cut still to come
/// @param reconnection still to come
/// @param limiter its settings
/// @param emergency profile planned or active
/// @param triesUsed of the limiter
record SupplyMemory(
        ControlState state,
        SupplyCause cause,
        boolean stayOff,
        boolean relayToldToClose,
        SupplyLog.Kept log,
        long relayOperations,
        long lastOrder,
        Optional<OrderedCut> cut,
        Optional<OrderedReconnection> reconnection,
        LimiterSettings limiter,
        Optional<EmergencyRun.Kept> emergency,
        int triesUsed) {

    static final int MAXIMUM_BYTES = 1_600;

    byte[] encode() {
        return SupplyCodec.encode(this);
    }

    /// Empty if the value is of a version that this software does not know.
    static Optional<SupplyMemory> decode(byte[] stored) {
        return SupplyCodec.decode(stored);
    }
}
