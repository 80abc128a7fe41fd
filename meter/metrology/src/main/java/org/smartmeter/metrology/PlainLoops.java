package org.smartmeter.metrology;

/// For every Java machine.
final class PlainLoops implements InnerLoops {

    @Override
    public void filter(double[] taps, double[] x, int from, double[] y, int to, int count) {
        int i = 0;
        for (; i + 3 < count; i += 4) {
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            int at = from + i;
            for (int k = 0; k < taps.length; k++) {
                a = Math.fma(taps[k], x[at + k], a);
                b = Math.fma(taps[k], x[at + k + 1], b);
                c = Math.fma(taps[k], x[at + k + 2], c);
                d = Math.fma(taps[k], x[at + k + 3], d);
            }
            y[to + i] = a;
            y[to + i + 1] = b;
            y[to + i + 2] = c;
            y[to + i + 3] = d;
        }
        for (; i < count; i++) {
            y[to + i] = filtered(taps, x, from + i);
        }
    }

    static double filtered(double[] taps, double[] x, int at) {
        double sum = 0;
        for (int k = 0; k < taps.length; k++) {
            sum = Math.fma(taps[k], x[at + k], sum);
        }
        return sum;
    }

    @Override
    public void quarters(
            double[] re,
            double[] im,
            int from,
            int apart,
            double[] toRe,
            double[] toIm,
            int to,
            int count,
            Turn turn) {
        quarters(re, im, from, apart, toRe, toIm, to, count, turn, 0);
    }

    /// From the transform numbered `first` on.
    static void quarters(
            double[] re,
            double[] im,
            int from,
            int apart,
            double[] toRe,
            double[] toIm,
            int to,
            int count,
            Turn turn,
            int first) {
        for (int q = first; q < count; q++) {
            int a = from + q;
            int b = a + apart;
            int c = b + apart;
            int d = c + apart;
            double evenSumRe = re[a] + re[c];
            double evenSumIm = im[a] + im[c];
            double evenDifRe = re[a] - re[c];
            double evenDifIm = im[a] - im[c];
            double oddSumRe = re[b] + re[d];
            double oddSumIm = im[b] + im[d];
            double oddDifRe = re[b] - re[d];
            double oddDifIm = im[b] - im[d];
            toRe[to + q] = evenSumRe + oddSumRe;
            toIm[to + q] = evenSumIm + oddSumIm;
            double re1 = evenDifRe + oddDifIm;
            double im1 = evenDifIm - oddDifRe;
            toRe[to + count + q] = re1 * turn.c1() - im1 * turn.s1();
            toIm[to + count + q] = re1 * turn.s1() + im1 * turn.c1();
            double re2 = evenSumRe - oddSumRe;
            double im2 = evenSumIm - oddSumIm;
            toRe[to + 2 * count + q] = re2 * turn.c2() - im2 * turn.s2();
            toIm[to + 2 * count + q] = re2 * turn.s2() + im2 * turn.c2();
            double re3 = evenDifRe - oddDifIm;
            double im3 = evenDifIm + oddDifRe;
            toRe[to + 3 * count + q] = re3 * turn.c3() - im3 * turn.s3();
            toIm[to + 3 * count + q] = re3 * turn.s3() + im3 * turn.c3();
        }
    }

    @Override
    public void combine(double[] weights, int from, double[] x, int at, int count, double[] sums) {
        for (int j = 0; j < 4; j++) {
            double even = 0;
            double odd = 0;
            for (int k = 0; k + 1 < count; k += 2) {
                even = Math.fma(weights[from + k], x[4 * (at + k) + j], even);
                odd = Math.fma(weights[from + k + 1], x[4 * (at + k + 1) + j], odd);
            }
            sums[j] = even + odd;
        }
    }
}
