package org.smartmeter.metrology.calibration;

import java.util.ArrayList;
import java.util.List;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.ChannelCalibration;
import org.smartmeter.metrology.ClockCalibration;
import org.smartmeter.metrology.Phasor;

/// From readings at load points to coefficients, as a meter shop does it:
///
/// 1. no voltage, no current: offsets and noise;
/// 2. voltage alone: what it puts into the currents;
/// 3. loads: gains and delays, with the core's corner, bending and all drifts where the points
/// tell;
/// 4. loads on one phase alone: the neutral's sensor, where there is one;
/// 5. the reference's frequency: the sampling clock.
///
/// Only loads are necessary. Readings are taken with the `believed` coefficients, whose gains and
/// corners are those printed on the parts and whose other figures are zero.
public final class CalibrationProcedure {

    /// Beyond this no tolerance of parts is, but a wrong connection.
    private static final double MOST_RATIO = 1.5;

    private final Calibration believed;
    private final double rate;
    private final int phases;
    private final List<CalibrationPoint> points;

    private CalibrationProcedure(Calibration believed, double rate, List<CalibrationPoint> points) {
        this.believed = believed;
        this.rate = rate;
        this.phases = believed.phases();
        this.points = points;
    }

    /// @param believed with what the readings were taken
    /// @param rate nominal samples per second
    /// @throws CalibrationException if the readings do not determine coefficients
    public static Calibration calibrate(
            Calibration believed, double rate, List<CalibrationPoint> points) {
        for (CalibrationPoint point : points) {
            if (point.point().phases().size() != believed.phases()) {
                throw new CalibrationException(
                        point.point().name()
                                + " has "
                                + point.point().phases().size()
                                + " phases, the meter "
                                + believed.phases());
            }
        }
        return new CalibrationProcedure(believed, rate, points).calibrate();
    }

    private Calibration calibrate() {
        List<CalibrationPoint> loaded =
                points.stream().filter(point -> !Double.isNaN(point.errorPercent())).toList();
        CrosstalkFit crosstalk =
                CrosstalkFit.of(
                        points.stream().filter(p -> p.point().isVoltageOnly()).toList(), phases);
        List<ChannelCalibration> channels = new ArrayList<>();
        for (int phase = 0; phase < phases; phase++) {
            channels.add(voltage(2 * phase));
            channels.add(current(2 * phase + 1, loaded, crosstalk));
        }
        if (believed.hasNeutral()) {
            channels.add(new NeutralFit(believed).fit(points));
        }
        return new Calibration(
                channels,
                crosstalk.pairs(believed, channels, rate),
                clock(),
                believed.decimationOrder(),
                believed.creepVoltAmperes(),
                believed.referenceCelsius());
    }

    /// Offset and noise from the points without voltage and current, if there are any.
    private ChannelCalibration quiet(int channel) {
        ChannelCalibration before = believed.channels().get(channel);
        double mean = 0;
        double square = 0;
        int count = 0;
        for (CalibrationPoint point : points) {
            if (point.point().isZero()) {
                Reading.Phase read = point.reading().phases().get(channel / 2);
                double dc = channel % 2 == 0 ? read.dcVolts() : read.dcAmperes();
                double rms = channel % 2 == 0 ? read.volts() : read.amperes();
                mean += dc;
                square += rms * rms - dc * dc;
                count++;
            }
        }
        if (count == 0) {
            return before;
        }
        return new ChannelCalibration(
                before.gain(),
                before.offset() + mean / count / before.gain(),
                before.phaseSamples(),
                before.temperatureCoefficient(),
                before.magnetisation(),
                Math.sqrt(Math.max(0, square / count)));
    }

    private ChannelCalibration voltage(int channel) {
        ChannelCalibration quiet = quiet(channel);
        List<double[]> rows = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (CalibrationPoint point : points) {
            LoadPoint.Phase applied = point.point().phases().get(channel / 2);
            if (applied.volts() > 0) {
                rows.add(new double[] {1, kelvin(point)});
                ratios.add(applied.volts() / volts(point, quiet, channel));
            }
        }
        if (rows.isEmpty()) {
            throw new CalibrationException("no point has a voltage on phase L" + (channel / 2 + 1));
        }
        double[] line = line(rows, ratios);
        checkRatio(line[0], "voltage of L" + (channel / 2 + 1));
        return new ChannelCalibration(
                quiet.gain() * line[0],
                quiet.offset(),
                quiet.phaseSamples(),
                quiet.temperatureCoefficient() + line[1] / line[0],
                quiet.magnetisation(),
                quiet.noiseRms() * line[0]);
    }

    /// The alternating voltage as read, without offset and noise.
    private static double volts(CalibrationPoint point, ChannelCalibration quiet, int channel) {
        Reading.Phase read = point.reading().phases().get(channel / 2);
        return Math.sqrt(
                read.volts() * read.volts()
                        - read.dcVolts() * read.dcVolts()
                        - quiet.noiseRms() * quiet.noiseRms());
    }

    private ChannelCalibration current(
            int channel, List<CalibrationPoint> loaded, CrosstalkFit crosstalk) {
        int phase = channel / 2;
        ChannelCalibration quiet = quiet(channel);
        List<CurrentFit.Observed> observed = new ArrayList<>();
        for (CalibrationPoint point : loaded) {
            if (point.point().isLoaded(phase)) {
                LoadPoint.Phase applied = point.point().phases().get(phase);
                double volts = volts(point, quiet(2 * phase), 2 * phase) / applied.volts();
                // S = U·I*, so the current's ratio is the conjugate of the power's.
                Phasor ratio =
                        crosstalk
                                .powerWithout(point, phase)
                                .over(new Phasor(applied.watts(), applied.vars()))
                                .conjugate()
                                .times(1 / volts);
                observed.add(
                        new CurrentFit.Observed(
                                point.point().hertz(), applied.amperes(), kelvin(point), ratio));
            }
        }
        if (observed.isEmpty()) {
            throw new CalibrationException("no point has a load on phase L" + (phase + 1));
        }
        ChannelCalibration fitted = new CurrentFit(quiet, rate, observed).fit();
        double ratio = fitted.gain() / quiet.gain();
        checkRatio(ratio, "current of L" + (phase + 1));
        return new ChannelCalibration(
                fitted.gain(),
                fitted.offset(),
                fitted.phaseSamples(),
                fitted.temperatureCoefficient(),
                fitted.magnetisation(),
                fitted.noiseRms() * ratio);
    }

    static void checkRatio(double ratio, String what) {
        if (!(ratio < MOST_RATIO && ratio > 1 / MOST_RATIO)) {
            throw new CalibrationException(
                    "the "
                            + what
                            + " reads "
                            + 100 / ratio
                            + " % of the reference; no part is that far off, so a connection or a"
                            + " nominal value is wrong");
        }
    }

    private ClockCalibration clock() {
        List<double[]> rows = new ArrayList<>();
        List<Double> excess = new ArrayList<>();
        for (CalibrationPoint point : points) {
            double read = point.reading().hertz();
            if (point.point().hertz() > 0 && read > 0) {
                rows.add(new double[] {1, kelvin(point)});
                excess.add(point.point().hertz() / read - 1);
            }
        }
        if (rows.isEmpty()) {
            return believed.clock();
        }
        double[] line = line(rows, excess);
        try {
            return new ClockCalibration(line[0], line[1]);
        } catch (IllegalArgumentException e) {
            throw new CalibrationException("the frequency as read: " + e.getMessage());
        }
    }

    /// A straight line over temperature, or a constant where the temperatures are too near.
    static double[] line(List<double[]> rows, List<Double> values) {
        double least = rows.stream().mapToDouble(row -> row[1]).min().orElse(0);
        double most = rows.stream().mapToDouble(row -> row[1]).max().orElse(0);
        double[] wanted = values.stream().mapToDouble(Double::doubleValue).toArray();
        if (most - least < CurrentFit.LEAST_KELVIN) {
            double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
            return new double[] {mean, 0};
        }
        return LeastSquares.solve(rows.toArray(double[][]::new), wanted);
    }

    private double kelvin(CalibrationPoint point) {
        return point.point().celsius() - believed.referenceCelsius();
    }
}
