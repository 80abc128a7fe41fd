package org.smartmeter.device.supply;

import java.time.Instant;
import java.util.Optional;

/// How the supply stands: an immutable snapshot for displays. Instants are board time.
///
/// @param output whether supply can flow, by the relay's feedback and what is measured (class 70,
/// attribute 2)
/// @param feedback what the relay itself says
/// @param state what is wanted (attribute 3)
/// @param mode which transitions there are (attribute 4)
/// @param cause who brought it about
/// @param stayOff whether the customer forbids that anything closes by itself
/// @param relayFault whether the relay does not do what it was told, or cannot be seen to
/// @param canConnect whether pressing on would close the supply now, or try to again
/// @param canDisconnect whether pressing off would open it now
/// @param cut an ordered cut that is still to come
/// @param reconnectAt when the utility's reconnection takes effect, if it waits for its random time
/// @param limiter what the limiter does
public record SupplyStatus(
        RelayPosition output,
        RelayPosition feedback,
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

    /// Whether current may flow: the supply is switched on. A feedback neither permits nor forbids
    /// it, since it can be dead.
    public boolean mayFlow() {
        return state == ControlState.CONNECTED;
    }

    /// Whether supply can flow beyond doubt.
    public boolean outputClosed() {
        return output == RelayPosition.CLOSED;
    }

    /// Before the meter has begun.
    static SupplyStatus before(DisconnectControl found, RelayPosition feedback) {
        return new SupplyStatus(
                feedback,
                feedback,
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
