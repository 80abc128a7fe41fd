package org.smartmeter.metrology;

/// Cosine and sine of the fundamental's angle at the samples of a window, once for all phases.
final class Rotation {

    /// Four angles turn side by side, since one would wait for its own last turn.
    private static final int SIDE_BY_SIDE = 4;

    private long from;
    private double[] cos = new double[0];
    private double[] sin = new double[0];

    /// Turns to a window.
    ///
    /// @param cycles of the fundamental in it
    /// @param first of the samples
    /// @param count of them
    void over(Boundary begin, Boundary end, int cycles, long first, int count) {
        int room = count + SIDE_BY_SIDE;
        if (cos.length < room) {
            cos = new double[room];
            sin = new double[room];
        }
        from = first;
        double omega = 2 * Math.PI * cycles / (end.position() - begin.position());
        double angle = omega * (first - begin.position());
        for (int k = 0; k < SIDE_BY_SIDE; k++) {
            cos[k] = Math.cos(angle + k * omega);
            sin[k] = Math.sin(angle + k * omega);
        }
        double turnCos = Math.cos(SIDE_BY_SIDE * omega);
        double turnSin = Math.sin(SIDE_BY_SIDE * omega);
        for (int k = SIDE_BY_SIDE; k < count; k++) {
            double c = cos[k - SIDE_BY_SIDE];
            double s = sin[k - SIDE_BY_SIDE];
            cos[k] = c * turnCos - s * turnSin;
            sin[k] = c * turnSin + s * turnCos;
        }
    }

    /// Where sample n stands in the arrays.
    int offset(long n) {
        return (int) (n - from);
    }

    double[] cos() {
        return cos;
    }

    double[] sin() {
        return sin;
    }
}
