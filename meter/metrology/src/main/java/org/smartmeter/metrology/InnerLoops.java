package org.smartmeter.metrology;

/// The few loops in which nearly all multiplications are made. Each number comes out of the same
/// operations in the same order whoever runs the loop, so the results are the same to the last bit.
interface InnerLoops {

    /// By vector instructions where the Java machine was started with `--add-modules
    /// jdk.incubator.vector`, else plainly. The compiler's own vectorisation does not reach these
    /// loops: it cannot know that the arrays differ.
    InnerLoops FASTEST = fastest();

    private static InnerLoops fastest() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? new VectorLoops()
                : new PlainLoops();
    }

    /// y[to + i] = Σ taps[k] · x[from + i + k] for `count` of them.
    void filter(double[] taps, double[] x, int from, double[] y, int to, int count);

    /// One pass of a Fourier transform by radix 4: transforms of length four, `stride` of them side
    /// by side for each of `quarter` turns. Element k of transform q at turn p is at `stride · (p +
    /// k · quarter) + q` and goes, turned k times, to `stride · (4 · p + k) + q`.
    ///
    /// @param turns that of p is at p · `step`
    void quarters(
            double[] re,
            double[] im,
            double[] toRe,
            double[] toIm,
            int stride,
            int quarter,
            Turn[] turns,
            int step);

    /// sums[4 · n + j] = Σ weights[n · COMBINED + k] · x[4 · (at[n] + k) + j] for j = 0…3 and k
    /// below `COMBINED`, for each n below `count`.
    void combine(double[] weights, double[] x, int[] at, int count, double[] sums);

    /// An even number, known beforehand, so that the compiler makes no loop of it.
    int COMBINED = 10;

    /// A rotation by an angle, its double and its triple.
    record Turn(double c1, double s1, double c2, double s2, double c3, double s3) {

        static Turn by(double angle) {
            return new Turn(
                    Math.cos(angle),
                    Math.sin(angle),
                    Math.cos(2 * angle),
                    Math.sin(2 * angle),
                    Math.cos(3 * angle),
                    Math.sin(3 * angle));
        }
    }
}
