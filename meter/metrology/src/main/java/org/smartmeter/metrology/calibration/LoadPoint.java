package org.smartmeter.metrology.calibration;

import java.util.List;
import java.util.OptionalDouble;

/// What the bench applies, as its reference standard says.
///
/// @param name of the point
/// @param celsius what the meter's own thermometer says, since that is what it will know in
/// service
/// @param hertz of the sinusoidal supply
/// @param sequence of the voltages
/// @param phases one or three
public record LoadPoint(
        String name, double celsius, double hertz, Sequence sequence, List<Phase> phases) {

    /// One phase of the bench.
    ///
    /// @param volts rms
    /// @param amperes rms
    /// @param watts active power
    /// @param vars fundamental reactive power, positive lagging
    public record Phase(double volts, double amperes, double watts, double vars) {

        /// From the angle by which the current lags.
        public static Phase lagging(double volts, double amperes, double radians) {
            return new Phase(
                    volts,
                    amperes,
                    volts * amperes * Math.cos(radians),
                    volts * amperes * Math.sin(radians));
        }
    }

    public LoadPoint {
        phases = List.copyOf(phases);
    }

    boolean isZero() {
        return phases.stream().allMatch(phase -> phase.volts() == 0 && phase.amperes() == 0);
    }

    boolean isVoltageOnly() {
        return phases.stream().allMatch(phase -> phase.volts() > 0 && phase.amperes() == 0);
    }

    /// What comes back through the neutral, A rms; said where one phase alone carries current, for
    /// elsewhere it hangs on angles that the reference does not tell.
    OptionalDouble neutralAmperes() {
        List<Phase> loaded = phases.stream().filter(phase -> phase.amperes() > 0).toList();
        return loaded.size() == 1
                ? OptionalDouble.of(loaded.getFirst().amperes())
                : OptionalDouble.empty();
    }

    boolean isLoaded(int phase) {
        return phases.get(phase).volts() > 0 && phases.get(phase).amperes() > 0;
    }
}
