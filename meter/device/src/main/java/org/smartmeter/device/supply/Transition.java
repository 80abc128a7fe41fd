package org.smartmeter.device.supply;

import static org.smartmeter.device.supply.ControlState.CONNECTED;
import static org.smartmeter.device.supply.ControlState.DISCONNECTED;
import static org.smartmeter.device.supply.ControlState.READY_FOR_RECONNECTION;

import java.util.Optional;

/// The transitions of the disconnect control (IEC 62056-6-2, class 70), by the letters of the
/// standard.
public enum Transition {
    /// The utility closes the supply, nobody need be there.
    A(SupplyEvent.REMOTE_RECONNECT, DISCONNECTED, CONNECTED),
    /// The utility opens it.
    B(SupplyEvent.REMOTE_DISCONNECT, CONNECTED, DISCONNECTED),
    /// The utility forbids to close what is open.
    C(SupplyEvent.REMOTE_DISCONNECT, READY_FOR_RECONNECTION, DISCONNECTED),
    /// The utility permits to close it at home.
    D(SupplyEvent.REMOTE_RECONNECT, DISCONNECTED, READY_FOR_RECONNECTION),
    /// Somebody at home closes it.
    E(SupplyEvent.MANUAL_RECONNECT, READY_FOR_RECONNECTION, CONNECTED),
    /// Somebody at home opens it.
    F(SupplyEvent.MANUAL_DISCONNECT, CONNECTED, READY_FOR_RECONNECTION),
    /// The limiter opens it.
    G(SupplyEvent.LOCAL_DISCONNECT, CONNECTED, READY_FOR_RECONNECTION),
    /// The limiter closes what it opened itself.
    H(SupplyEvent.LOCAL_RECONNECT, READY_FOR_RECONNECTION, CONNECTED);

    private final SupplyEvent event;
    private final ControlState from;
    private final ControlState to;

    Transition(SupplyEvent event, ControlState from, ControlState to) {
        this.event = event;
        this.from = from;
        this.to = to;
    }

    public SupplyEvent event() {
        return event;
    }

    public ControlState from() {
        return from;
    }

    public ControlState to() {
        return to;
    }

    /// 1 for a … 8 for h, as events tell it.
    public int number() {
        return ordinal() + 1;
    }

    static Optional<Transition> ofNumber(int number) {
        return number >= 1 && number <= values().length
                ? Optional.of(values()[number - 1])
                : Optional.empty();
    }
}
