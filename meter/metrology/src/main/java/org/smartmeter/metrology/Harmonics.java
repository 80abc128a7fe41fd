package org.smartmeter.metrology;

import org.smartmeter.metrology.quality.HarmonicContent;

/// Groups of lines of a voltage and its current in a recording, their squares averaged over
// windows.
final class Harmonics {

    private static final int HIGHEST = 50;

    /// Harmonics nearer to half the sampling rate than this are the anti-aliasing filter's.
    private static final double USABLE_SHARE_OF_RATE = 0.45;

    /// A whole ratio of rate and frequency must not lose its last harmonic to rounding.
    private static final double ROUNDING = 1e-3;

    private final int highest;
    private final int cycles;
    private final double[] uSums;
    private final double[] iSums;
    private final double[] uSquares;
    private final double[] iSquares;
    private int windows;

    /// @param cycles in each window
    Harmonics(double rate, double f, int cycles) {
        this.highest = highest(rate, f);
        this.cycles = cycles;
        this.uSums = new double[lines()];
        this.iSums = new double[lines()];
        this.uSquares = new double[lines()];
        this.iSquares = new double[lines()];
    }

    /// The highest order that the rate carries, at most the 50th.
    static int highest(double rate, double f) {
        return Math.min(HIGHEST, (int) (USABLE_SHARE_OF_RATE * rate / f + ROUNDING));
    }

    /// How many lines a window has to have.
    int lines() {
        return HarmonicContent.linesFor(highest, cycles);
    }

    /// Adds the window that the spectrum is turned to.
    void add(Spectrum spectrum, SampleHistory history, int uChannel, int iChannel) {
        spectrum.measure(history, uChannel, iChannel, uSquares, iSquares);
        for (int line = 0; line < uSums.length; line++) {
            uSums[line] += uSquares[line];
            iSums[line] += iSquares[line];
        }
        windows++;
    }

    HarmonicContent u() {
        return content(uSums);
    }

    HarmonicContent i() {
        return content(iSums);
    }

    private HarmonicContent content(double[] sums) {
        double[] means = new double[sums.length];
        double share = 1.0 / windows;
        for (int line = 0; line < sums.length; line++) {
            means[line] = sums[line] * share;
        }
        return HarmonicContent.of(means, cycles, highest);
    }
}
