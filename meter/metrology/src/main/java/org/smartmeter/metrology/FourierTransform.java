package org.smartmeter.metrology;

/// Discrete Fourier transform of complex numbers, for one power of two. The numbers stand as a
/// matrix of two sides of about equal length: first all columns are transformed at once, then all
/// rows as columns of the transposed matrix (Bailey's four steps), each by Stockham's passes of
/// radix 4. So every inner loop runs over neighbours in memory, as vector instructions want it.
final class FourierTransform {

    private final int rows;
    private final int columns;

    /// By which each number turns between columns and rows.
    private final double[] turnCos;

    private final double[] turnSin;

    /// By which the butterflies turn.
    private final InnerLoops.Turn[] turns;

    private double[] re;
    private double[] im;
    private double[] otherRe;
    private double[] otherIm;

    /// @param size a power of two, at least 16
    FourierTransform(int size) {
        int bits = Integer.numberOfTrailingZeros(size);
        rows = 1 << bits / 2;
        columns = size / rows;
        turnCos = new double[size];
        turnSin = new double[size];
        for (int k = 0; k < rows; k++) {
            for (int n = 0; n < columns; n++) {
                turnCos[k * columns + n] = Math.cos(2 * Math.PI * k * n / size);
                turnSin[k * columns + n] = -Math.sin(2 * Math.PI * k * n / size);
            }
        }
        turns = new InnerLoops.Turn[size / 4];
        for (int k = 0; k < turns.length; k++) {
            turns[k] = InnerLoops.Turn.by(-2 * Math.PI * k / size);
        }
        re = new double[size];
        im = new double[size];
        otherRe = new double[size];
        otherIm = new double[size];
    }

    int size() {
        return re.length;
    }

    /// Real parts: to be filled before and read after [#transform].
    double[] re() {
        return re;
    }

    /// Imaginary parts.
    double[] im() {
        return im;
    }

    void transform() {
        transformColumns(rows, columns);
        turnAndTranspose();
        transformColumns(columns, rows);
    }

    /// Transforms `batch` columns of the given length; element k of column q is at k · batch + q.
    private void transformColumns(int length, int batch) {
        int stride = batch;
        int left = length;
        while (left > 1) {
            if (left == 2) {
                halves(stride);
                left = 1;
                stride *= 2;
            } else {
                InnerLoops.FASTEST.quarters(
                        re, im, otherRe, otherIm, stride, left / 4, turns, size() / left);
                left /= 4;
                stride *= 4;
            }
            swap();
        }
    }

    private void swap() {
        double[] free = re;
        re = otherRe;
        otherRe = free;
        free = im;
        im = otherIm;
        otherIm = free;
    }

    /// The last pass where the length is no power of four: no factors of rotation are left.
    private void halves(int stride) {
        halves(re, otherRe, stride);
        halves(im, otherIm, stride);
    }

    private static void halves(double[] x, double[] y, int stride) {
        for (int q = 0; q < stride; q++) {
            y[q] = x[q] + x[q + stride];
        }
        for (int q = 0; q < stride; q++) {
            y[q + stride] = x[q] - x[q + stride];
        }
    }

    private void turnAndTranspose() {
        for (int k = 0; k < rows; k++) {
            int from = k * columns;
            for (int n = 0; n < columns; n++) {
                double c = turnCos[from + n];
                double s = turnSin[from + n];
                int to = n * rows + k;
                otherRe[to] = re[from + n] * c - im[from + n] * s;
                otherIm[to] = re[from + n] * s + im[from + n] * c;
            }
        }
        swap();
    }
}
