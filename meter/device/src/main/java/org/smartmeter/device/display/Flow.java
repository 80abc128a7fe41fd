package org.smartmeter.device.display;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/// What flowed in about the last second; positive active power is import.
///
/// @param end board time at which it ended
/// @param watts mean active power
/// @param vars mean fundamental reactive power, positive lagging
/// @param powerFactor ΣP over arithmetic ΣS of the whole stretch; 0 where nothing flowed
/// @param hertz empty where there was no fundamental
public record Flow(
        Instant end,
        double watts,
        double vars,
        double powerFactor,
        OptionalDouble hertz,
        List<Phase> phases) {

    /// Root mean squares over the stretch.
    public record Phase(double volts, double amperes) {}

    public Flow {
        phases = List.copyOf(phases);
    }
}
