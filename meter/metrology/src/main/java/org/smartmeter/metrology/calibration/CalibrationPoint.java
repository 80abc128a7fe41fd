package org.smartmeter.metrology.calibration;

import java.util.OptionalDouble;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.ChannelCalibration;
import org.smartmeter.metrology.Phasor;

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

    /// The same as it would have been read with other coefficients.
    ///
    /// @param believed the coefficients with which it was read
    /// @param rate nominal samples per second
    public double errorPercent(Calibration believed, Calibration other, double rate) {
        CrosstalkFit crosstalk = CrosstalkFit.known(believed, other, rate, point.hertz());
        double kelvin = point.celsius() - believed.referenceCelsius();
        double watts = 0;
        for (int phase = 0; phase < point.phases().size(); phase++) {
            ChannelCalibration u = believed.channels().get(2 * phase);
            ChannelCalibration i = believed.channels().get(2 * phase + 1);
            ChannelCalibration otherU = other.channels().get(2 * phase);
            ChannelCalibration otherI = other.channels().get(2 * phase + 1);
            Phasor current =
                    new CurrentResponse(i, otherI, rate)
                            .at(point.hertz(), point.phases().get(phase).amperes(), kelvin);
            double voltage = otherU.gainAt(kelvin) / u.gainAt(kelvin);
            watts +=
                    crosstalk
                            .powerWithout(this, phase)
                            .over(current.conjugate())
                            .times(voltage)
                            .re();
        }
        return errorPercent(watts);
    }

    /// Error of the neutral's current as read, percent; empty where the meter does not measure it
    /// or the reference does not tell it.
    public OptionalDouble neutralErrorPercent() {
        return reading.neutralAmperes().isPresent()
                ? neutralErrorPercent(reading.neutralAmperes().getAsDouble())
                : OptionalDouble.empty();
    }

    /// The same as it would have been read with other coefficients.
    ///
    /// @param believed the coefficients with which it was read
    public OptionalDouble neutralErrorPercent(Calibration believed, Calibration other) {
        return reading.neutralAmperes().isPresent()
                ? neutralErrorPercent(new NeutralFit(believed).read(this, other))
                : OptionalDouble.empty();
    }

    private OptionalDouble neutralErrorPercent(double amperes) {
        OptionalDouble applied = point.neutralAmperes();
        return applied.isPresent()
                ? OptionalDouble.of(100 * (amperes / applied.getAsDouble() - 1))
                : applied;
    }

    /// Power factor as applied, 0…1.
    public double powerFactor() {
        double watts = 0;
        double voltAmperes = 0;
        for (LoadPoint.Phase phase : point.phases()) {
            watts += phase.watts();
            voltAmperes += phase.volts() * phase.amperes();
        }
        return voltAmperes > 0 ? Math.abs(watts) / voltAmperes : 0;
    }

    private double errorPercent(double watts) {
        double applied = point.phases().stream().mapToDouble(LoadPoint.Phase::watts).sum();
        return applied == 0 ? Double.NaN : 100 * (watts / applied - 1);
    }
}
