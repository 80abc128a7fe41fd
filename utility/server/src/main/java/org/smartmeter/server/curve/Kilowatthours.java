package org.smartmeter.server.curve;

import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.Energy;

/// Energy as it travels to the screens: kWh in plain exact decimals.
public final class Kilowatthours {

    private Kilowatthours() {}

    public static String of(Energy energy) {
        return energy.toKilowattHours().toPlainString();
    }

    /// Null stays null: the energy is not known.
    static @Nullable String ofKnown(@Nullable Energy energy) {
        return energy == null ? null : of(energy);
    }
}
