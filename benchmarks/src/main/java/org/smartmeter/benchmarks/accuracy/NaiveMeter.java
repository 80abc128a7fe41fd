package org.smartmeter.benchmarks.accuracy;

import java.util.Arrays;

/// What is usually built first: calibrated gains and offsets, power as the mean of v · i over
/// whole samples from one positive-going zero crossing of the raw voltage to another, no
/// calibration of phase, drift or crosstalk, no creep threshold.
final class NaiveMeter {

    private final double[] gains;
    private final double[] offsets;
    private final double[] sums;
    private final double[] sumsSinceCrossing;
    private double before = Double.NaN;
    private long samples;
    private long samplesSinceCrossing;
    private boolean began;

    NaiveMeter(double[] gains, double[] offsets) {
        this.gains = gains;
        this.offsets = offsets;
        this.sums = new double[gains.length / 2];
        this.sumsSinceCrossing = new double[gains.length / 2];
    }

    void accept(int[] frames, int count) {
        int width = gains.length;
        for (int n = 0; n < count; n++) {
            double reference = frames[n * width] - offsets[0];
            if (before < 0 && reference >= 0) {
                crossing();
            }
            before = reference;
            for (int phase = 0; phase < sums.length; phase++) {
                int at = n * width + 2 * phase;
                double u = gains[2 * phase] * (frames[at] - offsets[2 * phase]);
                double i = gains[2 * phase + 1] * (frames[at + 1] - offsets[2 * phase + 1]);
                sumsSinceCrossing[phase] += u * i;
            }
            samplesSinceCrossing++;
        }
    }

    private void crossing() {
        if (began) {
            for (int phase = 0; phase < sums.length; phase++) {
                sums[phase] += sumsSinceCrossing[phase];
            }
            samples += samplesSinceCrossing;
        }
        began = true;
        Arrays.fill(sumsSinceCrossing, 0);
        samplesSinceCrossing = 0;
    }

    double watts(int phase) {
        return sums[phase] / samples;
    }

    double watts() {
        double sum = 0;
        for (int phase = 0; phase < sums.length; phase++) {
            sum += watts(phase);
        }
        return sum;
    }
}
