package org.smartmeter.metrology.calibration;

/// A load point and what the meter read there.
///
/// @throws IllegalArgumentException if the two have different phases
public record CalibrationPoint(LoadPoint point, Reading reading) {

    public CalibrationPoint {
        if (point.phases().size() != reading.phases().size()) {
            throw new IllegalArgumentException(
                    point.name()
                            + ": "
                            + point.phases().size()
                            + " phases applied, "
                            + reading.phases().size()
                            + " read");
        }
    }

    /// Error of the total active power as read, percent; NaN where no power is applied.
    public double errorPercent() {
        return errorPercent(reading.watts());
    }

    double errorPercent(double watts) {
        double applied = point.phases().stream().mapToDouble(LoadPoint.Phase::watts).sum();
        return applied == 0 ? Double.NaN : 100 * (watts / applied - 1);
    }
}
