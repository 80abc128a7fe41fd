package org.smartmeter.metrology.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.smartmeter.metrology.ChannelCalibration;
import org.smartmeter.metrology.Magnetisation;
import org.smartmeter.metrology.Phasor;

/// Finds a current channel's coefficients from what it read: gain and delay always; the core's
/// corner where the points differ in frequency; drift where they differ in temperature; the core's
/// bending where they differ in current. What the points cannot tell stays as believed.
final class CurrentFit {

    static final double LEAST_KELVIN = 5;
    private static final double LEAST_HERTZ = 3;
    private static final double LEAST_CURRENT_RATIO = 3;
    private static final int STEPS = 20;
    private static final double SETTLED = 1e-6;
    private static final Phasor ONE = new Phasor(1, 0);

    /// What can be found, each with a size by which it is moved to see what that does.
    private enum Coefficient {
        GAIN(1e-4),
        DELAY_SAMPLES(1e-3),
        GAIN_PER_KELVIN(1e-6),
        CORNER_HZ(1e-3),
        CORNER_PER_KELVIN(1e-4),
        CURVATURE(1e-3);

        private final double size;

        Coefficient(double size) {
            this.size = size;
        }
    }

    /// One observation: reading / truth.
    record Observed(double hertz, double amperes, double kelvin, Phasor ratio) {}

    private final ChannelCalibration believed;
    private final double rate;
    private final List<Observed> observations;

    CurrentFit(ChannelCalibration believed, double rate, List<Observed> observations) {
        this.believed = believed;
        this.rate = rate;
        this.observations = observations;
    }

    /// @throws CalibrationException if the points do not determine the coefficients
    ChannelCalibration fit() {
        List<Coefficient> sought = sought();
        double[] found = new double[Coefficient.values().length];
        for (int step = 0; step < STEPS; step++) {
            double[] moves = step(found, sought);
            double most = 0;
            for (int k = 0; k < moves.length; k++) {
                Coefficient coefficient = sought.get(k);
                found[coefficient.ordinal()] += moves[k];
                most = Math.max(most, Math.abs(moves[k]) / coefficient.size);
            }
            if (most < SETTLED) {
                return channel(found);
            }
        }
        throw new CalibrationException("the readings of current and reference do not fit together");
    }

    /// Gauss-Newton: how far each sought coefficient has to move from here.
    private double[] step(double[] found, List<Coefficient> sought) {
        double[][] rows = new double[2 * observations.size()][sought.size()];
        double[] wanted = new double[rows.length];
        for (int n = 0; n < observations.size(); n++) {
            Observed seen = observations.get(n);
            Phasor now = response(found, seen);
            Phasor missing = seen.ratio().over(now).minus(ONE);
            wanted[2 * n] = missing.re();
            wanted[2 * n + 1] = missing.im();
            for (int k = 0; k < sought.size(); k++) {
                double[] moved = found.clone();
                double size = sought.get(k).size;
                moved[sought.get(k).ordinal()] += size;
                Phasor change = response(moved, seen).over(now).minus(ONE).times(1 / size);
                rows[2 * n][k] = change.re();
                rows[2 * n + 1][k] = change.im();
            }
        }
        return LeastSquares.solve(rows, wanted);
    }

    private Phasor response(double[] found, Observed seen) {
        return new CurrentResponse(believed, channel(found), rate)
                .at(seen.hertz(), seen.amperes(), seen.kelvin());
    }

    private ChannelCalibration channel(double[] found) {
        Magnetisation core = believed.magnetisation();
        try {
            return new ChannelCalibration(
                    believed.gain() * (1 + found[Coefficient.GAIN.ordinal()]),
                    believed.offset(),
                    believed.phaseSamples() + found[Coefficient.DELAY_SAMPLES.ordinal()],
                    believed.temperatureCoefficient()
                            + found[Coefficient.GAIN_PER_KELVIN.ordinal()],
                    new Magnetisation(
                            core.cornerHz() + found[Coefficient.CORNER_HZ.ordinal()],
                            core.temperatureCoefficient()
                                    + found[Coefficient.CORNER_PER_KELVIN.ordinal()],
                            core.curvature() + found[Coefficient.CURVATURE.ordinal()]),
                    believed.noiseRms());
        } catch (IllegalArgumentException e) {
            throw new CalibrationException(
                    "the readings ask for what cannot be: " + e.getMessage());
        }
    }

    private List<Coefficient> sought() {
        List<Coefficient> sought = new ArrayList<>();
        sought.add(Coefficient.GAIN);
        sought.add(Coefficient.DELAY_SAMPLES);
        boolean core = believed.magnetisation().cornerHz() > 0;
        boolean warmed = spread(Observed::kelvin) >= LEAST_KELVIN;
        if (warmed) {
            sought.add(Coefficient.GAIN_PER_KELVIN);
        }
        if (core && warmed) {
            sought.add(Coefficient.CORNER_PER_KELVIN);
        }
        if (core && spread(Observed::hertz) >= LEAST_HERTZ) {
            sought.add(Coefficient.CORNER_HZ);
        }
        if (core && most(Observed::amperes) >= -LEAST_CURRENT_RATIO * most(o -> -o.amperes())) {
            sought.add(Coefficient.CURVATURE);
        }
        return sought;
    }

    private double spread(ToDoubleFunction<Observed> of) {
        return most(of) + most(observed -> -of.applyAsDouble(observed));
    }

    private double most(ToDoubleFunction<Observed> of) {
        return observations.stream().mapToDouble(of).max().orElseThrow();
    }
}
