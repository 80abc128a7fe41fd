package org.smartmeter.commands;

/// The control states of COSEM class 70 by their numbers on the wire.
final class ControlStates {

    static final int DISCONNECTED = 0;
    static final int CONNECTED = 1;
    static final int READY_FOR_RECONNECTION = 2;

    private ControlStates() {}

    static String words(int state) {
        return switch (state) {
            case CONNECTED -> "the supply is connected";
            case READY_FOR_RECONNECTION -> "ready: it can be closed at home";
            default -> "control state " + state;
        };
    }
}
