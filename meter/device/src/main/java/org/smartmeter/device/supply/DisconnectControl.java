package org.smartmeter.device.supply;

import java.util.Optional;

/// The disconnect control (IEC 62056-6-2, class 70, 0-0:96.3.10.255) as a pure state machine.
///
/// The standard lets the limiter close from "ready for reconnection" however the supply came there.
/// Here it closes only what it opened itself, so the cause is part of the state.
///
/// @param stayOff set by the customer: nothing closes by itself (neither a nor h)
public record DisconnectControl(
        ControlMode mode, ControlState state, SupplyCause cause, boolean stayOff) {

    /// What came of an event.
    public sealed interface Answer {

        /// It was carried out.
        record Changed(DisconnectControl now, Transition by) implements Answer {}

        /// Nothing changed.
        record Refused(Refusal why) implements Answer {}
    }

    /// Why an event changes nothing.
    public enum Refusal {
        /// What was wanted is so already.
        ALREADY,
        /// The mode has no such transition from this state.
        NOT_IN_THIS_MODE,
        /// The limiter did not open it, so it does not close it.
        NOT_OPENED_BY_LIMITER,
        /// The customer wants it off.
        STAY_OFF
    }

    /// As a meter begins that knows of nothing: what the relay shows is taken as it is, and an open
    /// one may be closed at home, so that nothing closes unattended. One that shows nothing is
    // taken
    /// for closed and left alone, so that nobody is cut off for a broken wire.
    static DisconnectControl found(ControlMode mode, RelayPosition feedback) {
        ControlState state =
                feedback != RelayPosition.OPEN || mode == ControlMode.MODE_0
                        ? ControlState.CONNECTED
                        : ControlState.READY_FOR_RECONNECTION;
        return new DisconnectControl(mode, state, SupplyCause.NONE, false);
    }

    /// As it was before a power cut; in mode 0, whatever was, connected.
    static DisconnectControl kept(ControlMode mode, SupplyMemory memory) {
        return mode == ControlMode.MODE_0
                ? found(mode, RelayPosition.CLOSED).withStayOff(memory.stayOff())
                : new DisconnectControl(mode, memory.state(), memory.cause(), memory.stayOff());
    }

    /// Takes an event.
    public Answer on(SupplyEvent event) {
        Optional<Transition> transition = mode.transition(state, event);
        if (transition.isEmpty()) {
            return new Answer.Refused(
                    isSoAlready(event) ? Refusal.ALREADY : Refusal.NOT_IN_THIS_MODE);
        }
        Transition by = transition.get();
        if (by == Transition.H && cause != SupplyCause.LIMITER) {
            return new Answer.Refused(Refusal.NOT_OPENED_BY_LIMITER);
        }
        if (stayOff && (by == Transition.A || by == Transition.H)) {
            return new Answer.Refused(Refusal.STAY_OFF);
        }
        boolean staysOff = stayOff && by != Transition.E;
        return new Answer.Changed(
                new DisconnectControl(mode, by.to(), SupplyCause.of(event), staysOff), by);
    }

    /// Gives up closing, since the relay does not: back to where somebody at home may close, by the
    /// transition that opens locally (g). The limiter, which h is for, has not opened it.
    Answer notClosed() {
        if (!mode.transitions().contains(Transition.G) || state != Transition.G.from()) {
            return new Answer.Refused(Refusal.NOT_IN_THIS_MODE);
        }
        return new Answer.Changed(
                new DisconnectControl(mode, Transition.G.to(), SupplyCause.RELAY, stayOff),
                Transition.G);
    }

    private boolean isSoAlready(SupplyEvent event) {
        return switch (event) {
            case REMOTE_DISCONNECT -> state == ControlState.DISCONNECTED;
            case REMOTE_RECONNECT -> state != ControlState.DISCONNECTED;
            case MANUAL_DISCONNECT, LOCAL_DISCONNECT -> state != ControlState.CONNECTED;
            case MANUAL_RECONNECT, LOCAL_RECONNECT -> state == ControlState.CONNECTED;
        };
    }

    DisconnectControl withStayOff(boolean wanted) {
        return new DisconnectControl(mode, state, cause, wanted);
    }

    /// Whether the relay shall be closed.
    public boolean wantsClosed() {
        return state == ControlState.CONNECTED;
    }

    /// Whether the limiter keeps it open.
    boolean isOpenedByLimiter() {
        return state == ControlState.READY_FOR_RECONNECTION && cause == SupplyCause.LIMITER;
    }
}
