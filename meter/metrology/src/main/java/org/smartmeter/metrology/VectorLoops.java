package org.smartmeter.metrology;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// By vector instructions, as many numbers at once as the processor takes.
final class VectorLoops implements InnerLoops {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;
    private static final int LANES = SPECIES.length();

    /// Four vectors of outputs at once: each tap is loaded once for all of them, and none waits for
    /// its own last addition.
    @Override
    public void filter(double[] taps, double[] x, int from, double[] y, int to, int count) {
        int i = 0;
        for (; i + 4 * LANES <= count; i += 4 * LANES) {
            DoubleVector a = DoubleVector.zero(SPECIES);
            DoubleVector b = a;
            DoubleVector c = a;
            DoubleVector d = a;
            int at = from + i;
            for (int k = 0; k < taps.length; k++) {
                DoubleVector tap = DoubleVector.broadcast(SPECIES, taps[k]);
                a = tap.fma(DoubleVector.fromArray(SPECIES, x, at + k), a);
                b = tap.fma(DoubleVector.fromArray(SPECIES, x, at + k + LANES), b);
                c = tap.fma(DoubleVector.fromArray(SPECIES, x, at + k + 2 * LANES), c);
                d = tap.fma(DoubleVector.fromArray(SPECIES, x, at + k + 3 * LANES), d);
            }
            a.intoArray(y, to + i);
            b.intoArray(y, to + i + LANES);
            c.intoArray(y, to + i + 2 * LANES);
            d.intoArray(y, to + i + 3 * LANES);
        }
        for (; i + LANES <= count; i += LANES) {
            DoubleVector sum = DoubleVector.zero(SPECIES);
            for (int k = 0; k < taps.length; k++) {
                sum =
                        DoubleVector.broadcast(SPECIES, taps[k])
                                .fma(DoubleVector.fromArray(SPECIES, x, from + i + k), sum);
            }
            sum.intoArray(y, to + i);
        }
        for (; i < count; i++) {
            y[to + i] = PlainLoops.filtered(taps, x, from + i);
        }
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
                    turns[p * step]);
        }
    }

    private static void quarters(
            double[] re,
            double[] im,
            int from,
            int apart,
            double[] toRe,
            double[] toIm,
            int to,
            int count,
            Turn turn) {
        int q = 0;
        for (; q + LANES <= count; q += LANES) {
            DoubleVector aRe = DoubleVector.fromArray(SPECIES, re, from + q);
            DoubleVector aIm = DoubleVector.fromArray(SPECIES, im, from + q);
            DoubleVector bRe = DoubleVector.fromArray(SPECIES, re, from + apart + q);
            DoubleVector bIm = DoubleVector.fromArray(SPECIES, im, from + apart + q);
            DoubleVector cRe = DoubleVector.fromArray(SPECIES, re, from + 2 * apart + q);
            DoubleVector cIm = DoubleVector.fromArray(SPECIES, im, from + 2 * apart + q);
            DoubleVector dRe = DoubleVector.fromArray(SPECIES, re, from + 3 * apart + q);
            DoubleVector dIm = DoubleVector.fromArray(SPECIES, im, from + 3 * apart + q);
            DoubleVector evenSumRe = aRe.add(cRe);
            DoubleVector evenSumIm = aIm.add(cIm);
            DoubleVector evenDifRe = aRe.sub(cRe);
            DoubleVector evenDifIm = aIm.sub(cIm);
            DoubleVector oddSumRe = bRe.add(dRe);
            DoubleVector oddSumIm = bIm.add(dIm);
            DoubleVector oddDifRe = bRe.sub(dRe);
            DoubleVector oddDifIm = bIm.sub(dIm);
            evenSumRe.add(oddSumRe).intoArray(toRe, to + q);
            evenSumIm.add(oddSumIm).intoArray(toIm, to + q);
            DoubleVector re1 = evenDifRe.add(oddDifIm);
            DoubleVector im1 = evenDifIm.sub(oddDifRe);
            re1.mul(turn.c1()).sub(im1.mul(turn.s1())).intoArray(toRe, to + count + q);
            re1.mul(turn.s1()).add(im1.mul(turn.c1())).intoArray(toIm, to + count + q);
            DoubleVector re2 = evenSumRe.sub(oddSumRe);
            DoubleVector im2 = evenSumIm.sub(oddSumIm);
            re2.mul(turn.c2()).sub(im2.mul(turn.s2())).intoArray(toRe, to + 2 * count + q);
            re2.mul(turn.s2()).add(im2.mul(turn.c2())).intoArray(toIm, to + 2 * count + q);
            DoubleVector re3 = evenDifRe.sub(oddDifIm);
            DoubleVector im3 = evenDifIm.add(oddDifRe);
            re3.mul(turn.c3()).sub(im3.mul(turn.s3())).intoArray(toRe, to + 3 * count + q);
            re3.mul(turn.s3()).add(im3.mul(turn.c3())).intoArray(toIm, to + 3 * count + q);
        }
        PlainLoops.quarters(re, im, from, apart, toRe, toIm, to, count, turn, q);
    }

    @Override
    public void combine(double[] weights, double[] x, int[] at, int count, double[] sums) {
        for (int n = 0; n < count; n++) {
            DoubleVector even = DoubleVector.zero(FOUR);
            DoubleVector odd = even;
            int weight = n * COMBINED;
            int four = 4 * at[n];
            for (int k = 0; k < COMBINED; k += 2) {
                DoubleVector here = DoubleVector.broadcast(FOUR, weights[weight + k]);
                DoubleVector next = DoubleVector.broadcast(FOUR, weights[weight + k + 1]);
                even = here.fma(DoubleVector.fromArray(FOUR, x, four + 4 * k), even);
                odd = next.fma(DoubleVector.fromArray(FOUR, x, four + 4 * k + 4), odd);
            }
            even.add(odd).intoArray(sums, 4 * n);
        }
    }
}
