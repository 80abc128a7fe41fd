package org.smartmeter.metrology.quality;

/// How far three voltages are from a symmetrical system (IEC 61000-4-30, 5.7), from the phasors of
/// their fundamentals.
///
/// @param negative negative sequence as a ratio to the positive (u2); above 1 the phases follow
/// each other in reverse
/// @param zero zero sequence as a ratio to the positive (u0)
public record Symmetry(double negative, double zero) {

    /// Where there are no three fundamentals.
    public static final Symmetry NONE = new Symmetry(Double.NaN, Double.NaN);

    private static final double HALF_ROOT_THREE = Math.sqrt(3) / 2;

    /// @param re real parts of the three phasors
    /// @param im imaginary parts
    public static Symmetry of(double[] re, double[] im) {
        double positive = sequence(re, im, HALF_ROOT_THREE);
        double negative = sequence(re, im, -HALF_ROOT_THREE);
        double zero = Math.hypot(re[0] + re[1] + re[2], im[0] + im[1] + im[2]);
        return new Symmetry(negative / positive, zero / positive);
    }

    /// |U1 + a·U2 + a²·U3| with a = −½ + j·`turn`.
    private static double sequence(double[] re, double[] im, double turn) {
        return Math.hypot(
                re[0] - (re[1] + re[2]) / 2 - turn * (im[1] - im[2]),
                im[0] - (im[1] + im[2]) / 2 + turn * (re[1] - re[2]));
    }

    /// Whether the phases follow each other in reverse.
    public boolean reversed() {
        return negative > 1;
    }
}
