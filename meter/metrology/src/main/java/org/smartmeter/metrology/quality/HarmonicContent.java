package org.smartmeter.metrology.quality;

/// A voltage or current by frequency (IEC 61000-4-7), rms values in V or A. The lists end at the
/// 50th order or at 0.45 · rate / f, whichever comes first; they are empty where there is no
/// fundamental to count orders from. Not to be changed.
///
/// @param harmonics subgroups of order h at index h − 1: the line of the harmonic with its
/// neighbours
/// @param interharmonics centred subgroups between orders h and h + 1 at index h, from 0: the lines
/// that belong to neither harmonic subgroup
/// @param interharmonicGroups all lines between orders h and h + 1 at index h, from 0
public record HarmonicContent(
        double[] harmonics, double[] interharmonics, double[] interharmonicGroups) {

    /// Where there is no fundamental.
    public static final HarmonicContent NONE =
            new HarmonicContent(new double[0], new double[0], new double[0]);

    /// With fewer cycles in the window the neighbouring lines are too far away to belong to the
    /// harmonic.
    private static final int LEAST_CYCLES_FOR_NEIGHBOURS = 5;

    /// How many lines [#of] looks at.
    public static int linesFor(int highest, int cycles) {
        return cycles * (highest + 1);
    }

    /// Groups the lines of a window of whole cycles.
    ///
    /// @param squares rms value squared of line k, at k / window length, from 0
    /// @param cycles in the window: that many lines from one order to the next
    /// @param highest order
    public static HarmonicContent of(double[] squares, int cycles, int highest) {
        int neighbours = cycles < LEAST_CYCLES_FOR_NEIGHBOURS ? 0 : 1;
        double[] harmonics = new double[highest];
        double[] interharmonics = new double[highest + 1];
        double[] groups = new double[highest + 1];
        for (int h = 0; h <= highest; h++) {
            int line = cycles * h;
            if (h > 0) {
                harmonics[h - 1] = root(squares, line - neighbours, line + neighbours);
            }
            interharmonics[h] =
                    root(squares, line + neighbours + 1, line + cycles - neighbours - 1);
            groups[h] = root(squares, line + 1, line + cycles - 1);
        }
        return new HarmonicContent(harmonics, interharmonics, groups);
    }

    private static double root(double[] squares, int from, int to) {
        double sum = 0;
        for (int line = from; line <= to; line++) {
            sum += squares[line];
        }
        return Math.sqrt(sum);
    }

    /// Total harmonic distortion of the subgroups 2…50 (THDS) as a ratio to the fundamental's; NaN
    /// without one.
    public double distortion() {
        if (harmonics.length == 0) {
            return Double.NaN;
        }
        double sum = 0;
        for (int h = 2; h <= harmonics.length; h++) {
            sum += harmonics[h - 1] * harmonics[h - 1];
        }
        return Math.sqrt(sum) / harmonics[0];
    }

    /// Subgroups as ratios to the fundamental's; NaN throughout where that is 0.
    public double[] ratios() {
        double[] ratios = new double[harmonics.length];
        for (int h = 0; h < ratios.length; h++) {
            ratios[h] = harmonics[h] / harmonics[0];
        }
        return ratios;
    }
}
