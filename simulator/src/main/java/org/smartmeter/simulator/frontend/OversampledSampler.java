package org.smartmeter.simulator.frontend;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Counts of a wave of any shape, however steep: transformer and anti-aliasing filter as
/// differential equations at the rate of the converter's modulator, then the third-order
/// decimation to the rate of the counts. What lies between folds down as it does in the real
/// converter.
final class OversampledSampler implements SampleSource {

    private static final int STEPS = Ads131m08.OVERSAMPLING;

    private final FrontEndUnit unit;
    private final AnalogueWave wave;
    private final CountEdge edge;
    private final int count;
    private final double step;
    private final double[] voltsPerUnit;
    private final double[] corners;
    private final double[] flux;
    private final double[] filtered;
    private final double[] previous;
    private final double[] primary;
    private final double[] input;

    /// Weights of the decimation over three periods of the counts.
    private final double[] weights = weights();

    /// Sums that are complete after this period, the next, and the one after.
    private final double[][] sums;

    private double steps;

    OversampledSampler(
            FrontEndUnit unit, AnalogueWave wave, double celsius, RandomGenerator random) {
        this.unit = unit;
        this.wave = wave;
        this.edge = new CountEdge(unit, celsius, random);
        this.count = unit.design().channels();
        this.step = unit.period(celsius) / STEPS;
        this.voltsPerUnit = new double[count];
        this.corners = new double[count];
        this.flux = new double[count];
        this.filtered = new double[count];
        this.previous = new double[count];
        this.primary = new double[count];
        this.input = new double[count];
        this.sums = new double[3][count];
        double kelvin = FrontEndUnit.kelvin(celsius);
        for (int c = 0; c < count; c++) {
            voltsPerUnit[c] = unit.channel(c).voltsPerUnitAt(kelvin);
            corners[c] = unit.channel(c).cornerHzAt(kelvin);
        }
    }

    private static double[] weights() {
        double[] weights = new double[3 * STEPS];
        weights[0] = 1;
        for (int order = 0; order < Ads131m08.DECIMATION_ORDER; order++) {
            double[] wider = new double[weights.length];
            double sum = 0;
            for (int n = 0; n < weights.length; n++) {
                sum += weights[n] - (n >= STEPS ? weights[n - STEPS] : 0);
                wider[n] = sum / STEPS;
            }
            weights = wider;
        }
        return weights;
    }

    @Override
    public void fill(int[] frames, int wanted) {
        for (int n = 0; n < wanted; n++) {
            period();
            for (int c = 0; c < count; c++) {
                frames[n * count + c] = edge.counts(c, sums[0][c]);
            }
            double[] done = sums[0];
            sums[0] = sums[1];
            sums[1] = sums[2];
            sums[2] = done;
            Arrays.fill(done, 0);
        }
    }

    private void period() {
        for (int k = 0; k < STEPS; k++) {
            wave.at(steps * step, primary);
            steps++;
            for (int c = 0; c < count; c++) {
                analogue(c);
            }
            for (int to = 0; to < count; to++) {
                double volts = input[to];
                for (int from = 0; from < count; from++) {
                    double slope = (filtered[from] - previous[from]) / step;
                    volts +=
                            unit.crosstalk(to, from) * input[from]
                                    + unit.slopeSeconds(to, from) * slope;
                }
                sums[2][to] += weights[k] * volts;
                sums[1][to] += weights[STEPS + k] * volts;
                sums[0][to] += weights[2 * STEPS + k] * volts;
            }
        }
    }

    /// The delay beyond the filter's is part of a microsecond: first order is exact enough.
    private void analogue(int c) {
        ChannelUnit channel = unit.channel(c);
        double secondary = primary[c];
        if (corners[c] > 0) {
            secondary -=
                    2 * Math.PI * corners[c] * flux[c] + channel.bentAmperes(flux[c], corners[c]);
            flux[c] += secondary * step;
        }
        previous[c] = filtered[c];
        double share = -Math.expm1(-step / channel.filterSeconds());
        filtered[c] += share * (secondary * voltsPerUnit[c] - filtered[c]);
        input[c] = filtered[c] - channel.delaySeconds() * (filtered[c] - previous[c]) / step;
    }
}
