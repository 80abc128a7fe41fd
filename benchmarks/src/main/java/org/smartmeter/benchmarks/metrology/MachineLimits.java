package org.smartmeter.benchmarks.metrology;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// What one thread of this machine can do at most, measured.
///
/// @param bytesPerSecond through memory: a[k] = b[k] + s · c[k] over arrays larger than any cache
/// of a core (the triad of J. D. McCalpin's STREAM)
/// @param multiplyAddsPerSecond of doubles held in registers, by the widest vector instructions
record MachineLimits(double bytesPerSecond, double multiplyAddsPerSecond) {

    private static final int TRIAD_DOUBLES = 8 << 20;
    private static final int BYTES_PER_TRIAD = 3 * Double.BYTES;
    private static final int ROUNDS = 5;
    private static final int CHAINS = 12;
    private static final int TURNS = 2_000_000;

    static MachineLimits measure() {
        double[] a = new double[TRIAD_DOUBLES];
        double[] b = new double[TRIAD_DOUBLES];
        double[] c = new double[TRIAD_DOUBLES];
        double bytes = 0;
        double multiplyAdds = 0;
        double kept = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = CpuTime.nanos();
            triad(a, b, c, round);
            bytes = Math.max(bytes, perSecond((double) TRIAD_DOUBLES * BYTES_PER_TRIAD, begin));
            kept += a[round];
            begin = CpuTime.nanos();
            kept += multiplyAdd();
            int lanes = DoubleVector.SPECIES_PREFERRED.length();
            multiplyAdds =
                    Math.max(multiplyAdds, perSecond((double) TURNS * CHAINS * lanes, begin));
        }
        if (Double.isNaN(kept)) {
            throw new IllegalStateException("the sums are not numbers");
        }
        return new MachineLimits(bytes, multiplyAdds);
    }

    private static double perSecond(double count, long begin) {
        return count / ((CpuTime.nanos() - begin) / 1e9);
    }

    private static void triad(double[] a, double[] b, double[] c, double scale) {
        for (int k = 0; k < a.length; k++) {
            a[k] = b[k] + scale * c[k];
        }
    }

    /// Twelve chains side by side: more than a processor needs to hide the time of one addition.
    private static double multiplyAdd() {
        VectorSpecies<Double> species = DoubleVector.SPECIES_PREFERRED;
        DoubleVector factor = DoubleVector.broadcast(species, 0.999_999);
        DoubleVector a = DoubleVector.broadcast(species, 1);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        DoubleVector e = a;
        DoubleVector f = a;
        DoubleVector g = a;
        DoubleVector h = a;
        DoubleVector i = a;
        DoubleVector j = a;
        DoubleVector k = a;
        DoubleVector l = a;
        for (int turn = 0; turn < TURNS; turn++) {
            a = a.fma(factor, factor);
            b = b.fma(factor, factor);
            c = c.fma(factor, factor);
            d = d.fma(factor, factor);
            e = e.fma(factor, factor);
            f = f.fma(factor, factor);
            g = g.fma(factor, factor);
            h = h.fma(factor, factor);
            i = i.fma(factor, factor);
            j = j.fma(factor, factor);
            k = k.fma(factor, factor);
            l = l.fma(factor, factor);
        }
        DoubleVector one = a.add(b).add(c).add(d).add(e).add(f);
        DoubleVector other = g.add(h).add(i).add(j).add(k).add(l);
        return one.add(other).lane(0);
    }
}
