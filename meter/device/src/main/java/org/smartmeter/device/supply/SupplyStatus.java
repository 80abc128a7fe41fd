package org.smartmeter.device.supply;

import java.time.Instant;
import java.util.Optional;

/// How the supply stands: an immutable snapshot for displays. Instants are board time.
///
/// @param outputClosed the relay's own feedback: whether supply can flow (class 70, attribute 2)
/// @param state what is wanted (attribute 3)
/// @param mode which transitions there are (attribute 4)
/// @param cause who brought it about
/// @param stayOff whether the customer forbids that anything closes by itself
/// @param relayFault whether the relay does not do what it was told
/// @param canConnect whether pressing on would close the supply now
/// @param canDisconnect whether pressing off would open it now
/// @param cut an ordered cut that is still to come
/// @param reconnectAt when the utility's reconnection takes effect, if it waits for its random time
/// @param limiter what the limiter does
public record SupplyStatus(
        boolean outputClosed,
        ControlState state,
        ControlMode mode,
        SupplyCause cause,
        boolean stayOff,
        boolean relayFault,
        boolean canConnect,
        boolean canDisconnect,
        Optional<PlannedCut> cut,
        Optional<Instant> reconnectAt,
        LimiterStatus limiter) {

    /// @param at when it is due
    /// @param held whether it is due but held, because the utility cannot be heard and might have
    /// cancelled it
    public record PlannedCut(Instant at, boolean held) {}

    /// Whether current may flow: the supply is switched on, and the relay says so too.
    public boolean mayFlow() {
        return state == ControlState.CONNECTED && outputClosed;
    }

    /// Before the meter has begun.
    static SupplyStatus before(DisconnectControl found, boolean relayClosed) {
        return new SupplyStatus(
                relayClosed,
                found.state(),
                found.mode(),
                found.cause(),
                false,
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                LimiterStatus.NONE);
    }
}
