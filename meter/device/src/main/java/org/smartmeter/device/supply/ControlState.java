package org.smartmeter.device.supply;

import java.util.Optional;

/// Internal state of the disconnect control (IEC 62056-6-2, class 70, attribute 3). Numbers go into
/// events and the hello and are COSEM's.
public enum ControlState {
    /// Cut off by the utility; only it can change that.
    DISCONNECTED(0),
    /// The supply shall flow.
    CONNECTED(1),
    /// Open; somebody at home, or the limiter that opened it, may close.
    READY_FOR_RECONNECTION(2);

    private final int number;

    ControlState(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    static Optional<ControlState> ofNumber(int number) {
        return number >= 0 && number < values().length
                ? Optional.of(values()[number])
                : Optional.empty();
    }
}
