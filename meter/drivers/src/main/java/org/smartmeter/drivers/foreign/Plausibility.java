package org.smartmeter.drivers.foreign;

import java.time.Duration;
import java.util.OptionalLong;

/// How much a foreign meter can count: at most U · I_max · phases · time, and how far it counts
/// before it begins at zero again.
///
/// @param volts the highest voltage to neutral
/// @param amperes the highest current of a phase
/// @param phases 1 or 3
/// @param kilowattHourDigits digits before the decimal point; 0 if it does not roll over
public record Plausibility(double volts, double amperes, int phases, int kilowattHourDigits) {

    private static final double MILLIWATT_HOURS_PER_WATT_SECOND = 1_000.0 / 3_600;
    private static final long MILLIWATT_HOURS_PER_KWH = 1_000_000;

    /// mWh.
    long most(Duration time) {
        double seconds = Math.max(0, time.toMillis()) / 1_000.0;
        return (long) (volts * amperes * phases * seconds * MILLIWATT_HOURS_PER_WATT_SECOND);
    }

    /// mWh after which a counter shows zero again.
    OptionalLong rollOver() {
        if (kilowattHourDigits == 0) {
            return OptionalLong.empty();
        }
        long kilowattHours = Math.round(Math.pow(10, kilowattHourDigits));
        return OptionalLong.of(kilowattHours * MILLIWATT_HOURS_PER_KWH);
    }
}
