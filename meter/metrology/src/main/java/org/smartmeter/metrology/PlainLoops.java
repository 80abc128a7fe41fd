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
            double[] toRe,
            double[] toIm,
            int stride,
            int quarter,
            Turn[] turns,
            int step) {
        for (int p = 0; p < quarter; p++) {
            quarters(
                    re,
                    im,
                    stride * p,
                    stride * quarter,
                    toRe,
                    toIm,
                    4 * stride * p,
                    stride,
                    turns[p * step],
                    0);
        }
    }

    /// Those of one turn, from the transform numbered `first` on: element k of transform q is at
    /// `from + k · apart + q` and goes to `to + k · count + q`.
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
    public void combine(double[] weights, double[] x, int[] at, int count, double[] sums) {
        for (int n = 0; n < count; n++) {
            for (int j = 0; j < 4; j++) {
                double even = 0;
                double odd = 0;
                for (int k = 0; k < COMBINED; k += 2) {
                    int four = 4 * (at[n] + k) + j;
                    even = Math.fma(weights[n * COMBINED + k], x[four], even);
                    odd = Math.fma(weights[n * COMBINED + k + 1], x[four + 4], odd);
                }
                sums[4 * n + j] = even + odd;
            }
        }
    }
}
