package org.smartmeter.simulator.frontend;

import java.util.random.RandomGenerator;

/// Noise of one converter channel. White noise of the modulator through a third-order sinc filter
/// is not white any more: neighbouring samples overlap, their correlations are those of the
/// quadratic B-spline (66 : 26 : 1). At the mains' frequency the density is 1.8 times that of
/// white noise of the same rms, which is what a power at low current feels.
final class ConverterNoise {

    /// Factors of the B-spline's autocorrelation polynomial: roots −0.4306 and −0.0431.
    private static final double FIRST = 0.43057534709997;

    private static final double SECOND = 0.04309628820326;

    private final RandomGenerator random;
    private final double scale;
    private double before;
    private double beforeThat;

    ConverterNoise(double rms, RandomGenerator random) {
        this.random = random;
        double one = FIRST + SECOND;
        double two = FIRST * SECOND;
        this.scale = rms / Math.sqrt(1 + one * one + two * two);
        this.before = random.nextGaussian();
        this.beforeThat = random.nextGaussian();
    }

    double next() {
        double now = random.nextGaussian();
        double noise = now + (FIRST + SECOND) * before + FIRST * SECOND * beforeThat;
        beforeThat = before;
        before = now;
        return scale * noise;
    }
}
