package org.smartmeter.benchmarks.metrology;

import java.util.Random;

/// One or three phases of a distorted, unbalanced mains, as a front end's counts and as plain sums
/// of the wave itself.
final class DistortedMains {

    static final int HIGHEST = 50;
    static final double VOLTS_PER_COUNT = 1e-4;
    static final double AMPERES_PER_COUNT = 1e-5;
    static final int OFFSET_COUNTS = 1_234;

    private static final int PLAIN_POINTS = 20_000;

    private final double f;
    private final double[][] rms;
    private final double[][] angle;

    /// @param phases 1 or 3
    /// @param f fundamental, Hz
    DistortedMains(int phases, double f, long seed) {
        this.f = f;
        this.rms = new double[2 * phases][HIGHEST + 1];
        this.angle = new double[2 * phases][HIGHEST + 1];
        Random random = new Random(seed);
        for (int channel = 0; channel < 2 * phases; channel++) {
            boolean isVoltage = channel % 2 == 0;
            double turn = -2 * Math.PI * (channel / 2) / 3;
            rms[channel][1] = isVoltage ? 230 - 2 * channel : 8 + channel;
            angle[channel][1] = isVoltage ? turn : turn - 0.5;
            for (int h = 2; h <= HIGHEST; h++) {
                double share = (isVoltage ? 0.03 : 0.2) / h;
                rms[channel][h] = rms[channel][1] * share * random.nextDouble();
                angle[channel][h] = 2 * Math.PI * random.nextDouble();
            }
        }
    }

    int channels() {
        return rms.length;
    }

    double f() {
        return f;
    }

    double rms(int channel, int h) {
        return rms[channel][h];
    }

    private double at(int channel, double seconds) {
        double sum = 0;
        for (int h = 1; h <= HIGHEST; h++) {
            double turn = 2 * Math.PI * f * h * seconds + angle[channel][h];
            sum += rms[channel][h] * Math.sin(turn);
        }
        return Math.sqrt(2) * sum;
    }

    /// What a converter reads whose channels are late by so many samples.
    int[] counts(double rate, long firstFrame, int frames, double[] lateSamples) {
        int[] counts = new int[frames * channels()];
        for (int n = 0; n < frames; n++) {
            for (int channel = 0; channel < channels(); channel++) {
                double value = at(channel, (firstFrame + n - lateSamples[channel]) / rate);
                double unit = channel % 2 == 0 ? VOLTS_PER_COUNT : AMPERES_PER_COUNT;
                counts[n * channels() + channel] = (int) Math.rint(value / unit) + OFFSET_COUNTS;
            }
        }
        return counts;
    }

    /// Mean of the product of two channels over one cycle, added up point by point.
    double meanProduct(int one, int other) {
        double sum = 0;
        for (int n = 0; n < PLAIN_POINTS; n++) {
            double seconds = n / (f * PLAIN_POINTS);
            sum += at(one, seconds) * at(other, seconds);
        }
        return sum / PLAIN_POINTS;
    }
}
