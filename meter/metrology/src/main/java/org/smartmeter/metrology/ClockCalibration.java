package org.smartmeter.metrology;

/// How fast the sampling clock really is: true rate = nominal rate · (1 + excess). Energy and
/// frequency are wrong by as much as the clock is.
///
/// @param excess share by which it samples faster than its nominal rate, at the reference
/// temperature
/// @param temperatureCoefficient by how much that rises per kelvin
public record ClockCalibration(double excess, double temperatureCoefficient) {

    public static final double MOST_EXCESS = 0.01;

    /// For a clock that is right.
    public static final ClockCalibration NONE = new ClockCalibration(0, 0);

    /// @throws IllegalArgumentException if a figure is outside ±[#MOST_EXCESS]
    public ClockCalibration {
        if (!(Math.abs(excess) <= MOST_EXCESS)
                || !(Math.abs(temperatureCoefficient) <= MOST_EXCESS)) {
            throw new IllegalArgumentException(
                    "clock is fast by "
                            + excess
                            + " and "
                            + temperatureCoefficient
                            + " per kelvin; at most ±"
                            + MOST_EXCESS);
        }
    }

    double excessAt(double kelvinAboveReference) {
        return excess + temperatureCoefficient * kelvinAboveReference;
    }
}
