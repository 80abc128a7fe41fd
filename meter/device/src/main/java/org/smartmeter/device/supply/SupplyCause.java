package org.smartmeter.device.supply;

import java.util.Optional;

/// Who brought the supply into the state it is in.
public enum SupplyCause {
    /// Nobody yet: as the meter was installed, or its memory was lost.
    NONE(0),
    /// The utility, by a signed order.
    UTILITY(1),
    /// Somebody at home.
    CUSTOMER(2),
    /// The limiter.
    LIMITER(3),
    /// The relay: told to close it did not.
    RELAY(4);

    private final int number;

    SupplyCause(int number) {
        this.number = number;
    }

    /// As events tell it.
    public int number() {
        return number;
    }

    static SupplyCause of(SupplyEvent event) {
        return switch (event) {
            case REMOTE_DISCONNECT, REMOTE_RECONNECT -> UTILITY;
            case MANUAL_DISCONNECT, MANUAL_RECONNECT -> CUSTOMER;
            case LOCAL_DISCONNECT, LOCAL_RECONNECT -> LIMITER;
        };
    }

    static Optional<SupplyCause> ofNumber(int number) {
        return number >= 0 && number < values().length
                ? Optional.of(values()[number])
                : Optional.empty();
    }
}
