package org.smartmeter.benchmarks.metrology;

/// How many multiply-adds the arithmetic needs, counted from its formulae: a multiplication or an
/// addition alone counts as one, searching the crossings and bookkeeping not at all.
final class Work {

    private static final double WINDOWS_PER_SECOND = 5;
    private static final int DELAY_TAPS = 64;

    /// U, I, U², I², U·I and four products with the fundamental.
    private static final int SUMS_PER_PAIR = 9;

    private static final int TRANSFORM_SIZE = 2_048;

    /// 24 additions and 12 multiplications for each of size / 4 butterflies in log₄ size passes.
    private static final double TRANSFORM =
            TRANSFORM_SIZE / 4.0 * 36 * Math.log(TRANSFORM_SIZE) / Math.log(4);

    private static final int LINES = 510;
    private static final int LINE_TAPS = 10;
    private static final double FLICKER_RATE = 800;
    private static final int FLICKER_TAPS = 28;
    private static final int FLICKER_SECTIONS = 7;
    private static final int PER_SECTION = 5;

    private Work() {}

    /// Per second of life.
    static double multiplyAdds(double rate, int phases) {
        double filters = 2 * phases * rate * (1 + DELAY_TAPS);
        double sums = phases * rate * SUMS_PER_PAIR;
        double halfCycles = phases * rate;
        double spectra =
                WINDOWS_PER_SECOND
                        * phases
                        * (TRANSFORM + 4 * TRANSFORM_SIZE + 4 * LINES * LINE_TAPS);
        double flicker =
                phases * rate
                        + phases * FLICKER_RATE * (FLICKER_TAPS + FLICKER_SECTIONS * PER_SECTION);
        return filters + sums + halfCycles + spectra + flicker;
    }
}
