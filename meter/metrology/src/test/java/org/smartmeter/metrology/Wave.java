package org.smartmeter.metrology;

import java.util.Random;

/// Voltage and current as sums of sinusoids, of which every figure is known exactly.
///
/// @param f fundamental, Hz
/// @param u rms volts of harmonic h at index h, DC at index 0
/// @param uAngle radians
/// @param i rms amperes
/// @param iAngle radians
record Wave(double f, double[] u, double[] uAngle, double[] i, double[] iAngle) {

    static Wave sine(double f, double uRms, double iRms, double lag) {
        return new Wave(
                f,
                new double[] {0, uRms},
                new double[] {0, 0},
                new double[] {0, iRms},
                new double[] {0, -lag});
    }

    /// A mains as bad as can be: harmonics to the 50th where the rate carries them, and DC.
    static Wave distorted(double f, double rate, long seed) {
        Random random = new Random(seed);
        int highest = (int) Math.min(50, 0.45 * rate / f);
        double[] u = new double[highest + 1];
        double[] uAngle = new double[highest + 1];
        double[] i = new double[highest + 1];
        double[] iAngle = new double[highest + 1];
        u[0] = 4 * (random.nextDouble() - 0.5);
        i[0] = random.nextDouble() - 0.5;
        u[1] = 100 + 200 * random.nextDouble();
        i[1] = Math.pow(10, 3 * random.nextDouble() - 1.5);
        for (int h = 1; h <= highest; h++) {
            uAngle[h] = 2 * Math.PI * random.nextDouble();
            iAngle[h] = 2 * Math.PI * random.nextDouble();
            if (h > 1) {
                u[h] = 0.08 * u[1] * random.nextDouble();
                i[h] = 0.9 * i[1] * random.nextDouble() / Math.sqrt(h);
            }
        }
        double lag = Math.PI / 3 * (2 * random.nextDouble() - 1);
        iAngle[1] = uAngle[1] - lag + (random.nextBoolean() ? Math.PI : 0);
        return new Wave(f, u, uAngle, i, iAngle);
    }

    /// The same wave with the positive-going zero crossing of the voltage's fundamental at an
    /// instant.
    Wave crossingAt(double seconds) {
        double turn = -(uAngle[1] + 2 * Math.PI * f * seconds);
        double[] uTurned = uAngle.clone();
        double[] iTurned = iAngle.clone();
        for (int h = 1; h < uAngle.length; h++) {
            uTurned[h] += h * turn;
            iTurned[h] += h * turn;
        }
        return new Wave(f, u, uTurned, i, iTurned);
    }

    double voltsAt(double seconds) {
        return at(seconds, u, uAngle);
    }

    double amperesAt(double seconds) {
        return at(seconds, i, iAngle);
    }

    private double at(double seconds, double[] rms, double[] angle) {
        double sum = rms[0];
        for (int h = 1; h < rms.length; h++) {
            if (rms[h] != 0) {
                sum += Math.sqrt(2) * rms[h] * Math.sin(2 * Math.PI * f * h * seconds + angle[h]);
            }
        }
        return sum;
    }

    double uRms() {
        return rootSumSquare(u);
    }

    double iRms() {
        return rootSumSquare(i);
    }

    private static double rootSumSquare(double[] rms) {
        double sum = 0;
        for (double x : rms) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }

    double p() {
        double sum = u[0] * i[0];
        for (int h = 1; h < Math.min(u.length, i.length); h++) {
            sum += u[h] * i[h] * Math.cos(uAngle[h] - iAngle[h]);
        }
        return sum;
    }

    double q1() {
        return u[1] * i[1] * Math.sin(uAngle[1] - iAngle[1]);
    }

    /// `samples` frames of v and i, interleaved, the first at `start` seconds.
    double[] interleaved(double rate, int samples, double start) {
        double[] block = new double[2 * samples];
        for (int n = 0; n < samples; n++) {
            double t = start + n / rate;
            block[2 * n] = voltsAt(t);
            block[2 * n + 1] = amperesAt(t);
        }
        return block;
    }

    double[] volts(double rate, int samples) {
        double[] v = new double[samples];
        for (int n = 0; n < samples; n++) {
            v[n] = voltsAt(n / rate);
        }
        return v;
    }

    double[] amperes(double rate, int samples) {
        double[] x = new double[samples];
        for (int n = 0; n < samples; n++) {
            x[n] = amperesAt(n / rate);
        }
        return x;
    }

    static void addNoise(double[] interleaved, double uNoise, double iNoise, long seed) {
        Random random = new Random(seed);
        for (int n = 0; n < interleaved.length; n += 2) {
            interleaved[n] += uNoise * random.nextGaussian();
            interleaved[n + 1] += iNoise * random.nextGaussian();
        }
    }
}
