package org.smartmeter.metrology.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.ChannelCalibration;

/// Finds the gain and its drift of the neutral's current sensor, from points where one phase alone
/// carries current: all of it comes back there. Only its effective value is ever asked for, so
/// delay and bending of its core stay as believed, and what is read while nothing flows, noise and
/// offset together, is one figure that is taken off by its square.
final class NeutralFit {

    private final Calibration believed;
    private final ChannelCalibration channel;

    /// @param believed coefficients with a channel for the neutral
    NeutralFit(Calibration believed) {
        this.believed = believed;
        this.channel = believed.channels().getLast();
    }

    /// @throws CalibrationException if the points have no reading of the neutral, or one that no
    /// tolerance of parts explains
    ChannelCalibration fit(List<CalibrationPoint> points) {
        double quiet = quietSquare(points);
        List<double[]> rows = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (CalibrationPoint point : points) {
            OptionalDouble applied = point.point().neutralAmperes();
            if (applied.isPresent()) {
                double read = Math.sqrt(Math.max(0, square(point) - quiet));
                rows.add(new double[] {1, kelvin(point)});
                ratios.add(applied.getAsDouble() / read);
            }
        }
        double[] line =
                rows.isEmpty() ? new double[] {1, 0} : CalibrationProcedure.line(rows, ratios);
        CalibrationProcedure.checkRatio(line[0], "neutral's current");
        return new ChannelCalibration(
                channel.gain() * line[0],
                channel.offset(),
                channel.phaseSamples(),
                channel.temperatureCoefficient() + line[1] / line[0],
                channel.magnetisation(),
                Math.sqrt(quiet) * line[0]);
    }

    /// What is read with nothing applied, A²; as believed where no point tells.
    private double quietSquare(List<CalibrationPoint> points) {
        return points.stream()
                .filter(point -> point.point().isZero())
                .mapToDouble(this::square)
                .average()
                .orElse(channel.noiseRms() * channel.noiseRms());
    }

    /// What was read before anything was taken off, A².
    private double square(CalibrationPoint point) {
        double read =
                point.reading()
                        .neutralAmperes()
                        .orElseThrow(
                                () ->
                                        new CalibrationException(
                                                point.point().name()
                                                        + " has no reading of the neutral"));
        return read * read + channel.noiseRms() * channel.noiseRms();
    }

    /// What would have been read with other coefficients, A rms.
    double read(CalibrationPoint point, Calibration other) {
        ChannelCalibration is = other.channels().getLast();
        double ratio = is.gainAt(kelvin(point)) / channel.gainAt(kelvin(point));
        double noise = is.noiseRms();
        return Math.sqrt(Math.max(0, square(point) * ratio * ratio - noise * noise));
    }

    private double kelvin(CalibrationPoint point) {
        return point.point().celsius() - believed.referenceCelsius();
    }
}
