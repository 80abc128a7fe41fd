package org.smartmeter.metrology.quality;

/// A section of a digital filter of at most second order, made from an analogue one by the bilinear
/// transform (transposed direct form II).
final class FilterSection {

    private final double b0;
    private final double b1;
    private final double b2;
    private final double a1;
    private final double a2;
    private double first;
    private double second;

    private FilterSection(double b0, double b1, double b2, double a0, double a1, double a2) {
        this.b0 = b0 / a0;
        this.b1 = b1 / a0;
        this.b2 = b2 / a0;
        this.a1 = a1 / a0;
        this.a2 = a2 / a0;
    }

    /// (n0 + n1·s + n2·s²) / (d0 + d1·s + d2·s²), s in rad/s.
    static FilterSection of(
            double rate, double n0, double n1, double n2, double d0, double d1, double d2) {
        double k = 2 * rate;
        double kk = k * k;
        return new FilterSection(
                n0 + n1 * k + n2 * kk,
                2 * (n0 - n2 * kk),
                n0 - n1 * k + n2 * kk,
                d0 + d1 * k + d2 * kk,
                2 * (d0 - d2 * kk),
                d0 - d1 * k + d2 * kk);
    }

    /// n0 + n1·s over d0 + d1·s.
    static FilterSection of(double rate, double n0, double n1, double d0, double d1) {
        double k = 2 * rate;
        return new FilterSection(n0 + n1 * k, n0 - n1 * k, 0, d0 + d1 * k, d0 - d1 * k, 0);
    }

    double next(double input) {
        double output = Math.fma(b0, input, first);
        first = Math.fma(b1, input, Math.fma(-a1, output, second));
        second = Math.fma(b2, input, -a2 * output);
        return output;
    }

    /// Gain at a frequency.
    double gain(double hertz, double rate) {
        double omega = 2 * Math.PI * hertz / rate;
        double re = Math.cos(omega);
        double im = -Math.sin(omega);
        double re2 = re * re - im * im;
        double im2 = 2 * re * im;
        return Math.hypot(b0 + b1 * re + b2 * re2, b1 * im + b2 * im2)
                / Math.hypot(1 + a1 * re + a2 * re2, a1 * im + a2 * im2);
    }
}
