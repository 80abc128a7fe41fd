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

    /// Transforms of length four side by side: element k of transform q is at `from + k · apart +
    /// q`, and goes, turned by k times the turn, to `to + k · count + q`.
    void quarters(
            double[] re,
            double[] im,
            int from,
            int apart,
            double[] toRe,
            double[] toIm,
            int to,
            int count,
            Turn turn);

    /// sums[j] = Σ weights[from + k] · x[4 · (at + k) + j] for j = 0…3 and `count` values
    /// of k, an even number.
    void combine(double[] weights, int from, double[] x, int at, int count, double[] sums);

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
