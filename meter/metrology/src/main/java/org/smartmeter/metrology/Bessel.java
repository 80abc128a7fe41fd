package org.smartmeter.metrology;

/// The modified Bessel function that Kaiser's windows are made of.
final class Bessel {

    private Bessel() {}

    /// Of the first kind, order 0, by its power series.
    static double i0(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > 1e-17 * sum; k++) {
            term *= x / 2 / k * (x / 2 / k);
            sum += term;
        }
        return sum;
    }
}
