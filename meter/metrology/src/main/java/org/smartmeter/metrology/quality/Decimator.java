package org.smartmeter.metrology.quality;

/// Squares a voltage and takes it down to a lower rate: three running means of `factor` samples,
/// whose zeros lie where the lower rate would fold something onto slow fluctuations.
final class Decimator {

    private final int factor;
    private final double[] taps;
    private final double[] pending;
    private int held;
    private double[] squares = new double[0];

    Decimator(int factor) {
        this.factor = factor;
        double[] mean = new double[factor];
        java.util.Arrays.fill(mean, 1.0 / factor);
        this.taps = convolved(convolved(mean, mean), mean);
        this.pending = new double[taps.length + factor];
    }

    private static double[] convolved(double[] a, double[] b) {
        double[] product = new double[a.length + b.length - 1];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                product[i + j] += a[i] * b[j];
            }
        }
        return product;
    }

    /// Most outputs that so many samples can give.
    int most(int samples) {
        return (held + samples) / factor + 1;
    }

    /// @param outputs takes mean squares
    /// @return how many there are
    int take(double[] x, int from, int to, double[] outputs) {
        int length = held + to - from;
        if (squares.length < length) {
            squares = new double[length];
        }
        System.arraycopy(pending, 0, squares, 0, held);
        for (int n = from; n < to; n++) {
            squares[held + n - from] = x[n] * x[n];
        }
        int count = 0;
        int at = 0;
        for (; at + taps.length <= length; at += factor) {
            double even = 0;
            double odd = 0;
            for (int k = 1; k < taps.length; k += 2) {
                even = Math.fma(taps[k - 1], squares[at + k - 1], even);
                odd = Math.fma(taps[k], squares[at + k], odd);
            }
            // where the factor is odd, so is the number of taps, 3 · factor − 2
            if (taps.length % 2 == 1) {
                even = Math.fma(taps[taps.length - 1], squares[at + taps.length - 1], even);
            }
            outputs[count++] = even + odd;
        }
        held = length - at;
        System.arraycopy(squares, at, pending, 0, held);
        return count;
    }
}
