package org.smartmeter.metrology;

/// Discrete Fourier transform of complex numbers, for one power of two. The numbers stand as a
/// matrix of two sides of about equal length: first all columns are transformed at once, then all
/// rows as columns of the transposed matrix (Bailey's four steps), each by Stockham's passes of
/// radix 4. So every inner loop runs over neighbours in memory, which the compiler turns into
/// vector instructions.
final class FourierTransform {

    private final int rows;
    private final int columns;
    private final double[] cos;
    private final double[] sin;
    private double[] re;
    private double[] im;
    private double[] otherRe;
    private double[] otherIm;

    /// @param size a power of two, at least 16
    FourierTransform(int size) {
        int bits = Integer.numberOfTrailingZeros(size);
        rows = 1 << bits / 2;
        columns = size / rows;
        cos = new double[size];
        sin = new double[size];
        for (int k = 0; k < size; k++) {
            cos[k] = Math.cos(2 * Math.PI * k / size);
            sin[k] = -Math.sin(2 * Math.PI * k / size);
        }
        re = new double[size];
        im = new double[size];
        otherRe = new double[size];
        otherIm = new double[size];
    }

    int size() {
        return cos.length;
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
                for (int p = 0; p < left / 4; p++) {
                    quarters(p, left / 4, stride, size() / left);
                }
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

    /// One butterfly of a pass, for all that share its factors of rotation.
    private void quarters(int p, int quarter, int stride, int turn) {
        double[] xr = re;
        double[] xi = im;
        double[] yr = otherRe;
        double[] yi = otherIm;
        double c1 = cos[p * turn];
        double s1 = sin[p * turn];
        double c2 = cos[2 * p * turn];
        double s2 = sin[2 * p * turn];
        double c3 = cos[3 * p * turn];
        double s3 = sin[3 * p * turn];
        int a = stride * p;
        int b = a + stride * quarter;
        int c = b + stride * quarter;
        int d = c + stride * quarter;
        int to0 = 4 * stride * p;
        int to1 = to0 + stride;
        int to2 = to1 + stride;
        int to3 = to2 + stride;
        for (int q = 0; q < stride; q++) {
            double evenSumRe = xr[a + q] + xr[c + q];
            double evenSumIm = xi[a + q] + xi[c + q];
            double evenDifRe = xr[a + q] - xr[c + q];
            double evenDifIm = xi[a + q] - xi[c + q];
            double oddSumRe = xr[b + q] + xr[d + q];
            double oddSumIm = xi[b + q] + xi[d + q];
            double oddDifRe = xr[b + q] - xr[d + q];
            double oddDifIm = xi[b + q] - xi[d + q];
            yr[to0 + q] = evenSumRe + oddSumRe;
            yi[to0 + q] = evenSumIm + oddSumIm;
            double re1 = evenDifRe + oddDifIm;
            double im1 = evenDifIm - oddDifRe;
            yr[to1 + q] = re1 * c1 - im1 * s1;
            yi[to1 + q] = re1 * s1 + im1 * c1;
            double re2 = evenSumRe - oddSumRe;
            double im2 = evenSumIm - oddSumIm;
            yr[to2 + q] = re2 * c2 - im2 * s2;
            yi[to2 + q] = re2 * s2 + im2 * c2;
            double re3 = evenDifRe - oddDifIm;
            double im3 = evenDifIm + oddDifRe;
            yr[to3 + q] = re3 * c3 - im3 * s3;
            yi[to3 + q] = re3 * s3 + im3 * c3;
        }
    }

    private void turnAndTranspose() {
        for (int k = 0; k < rows; k++) {
            for (int n = 0; n < columns; n++) {
                int from = k * columns + n;
                int to = n * rows + k;
                double c = cos[k * n];
                double s = sin[k * n];
                otherRe[to] = re[from] * c - im[from] * s;
                otherIm[to] = re[from] * s + im[from] * c;
            }
        }
        swap();
    }
}
