package org.smartmeter.metrology.quality;

/// The statistical classifier of a flickermeter (IEC 61000-4-15, block 5): how often the sensation
/// stood in each of 128 classes an octave. A class is the upper bits of the number itself.
final class SensationClasses {

    private static final int SHIFT = 45;
    private static final double LOWEST = 0x1p-20;
    private static final double HIGHEST = 0x1p24;
    private static final int FIRST = (int) (Double.doubleToRawLongBits(LOWEST) >>> SHIFT);
    private static final int CLASSES =
            (int) (Double.doubleToRawLongBits(HIGHEST) >>> SHIFT) - FIRST;

    private final int[] counts = new int[CLASSES];
    private int total;

    void add(double sensation) {
        int number = (int) (Double.doubleToRawLongBits(Math.max(sensation, LOWEST)) >>> SHIFT);
        counts[Math.min(number - FIRST, CLASSES - 1)]++;
        total++;
    }

    int total() {
        return total;
    }

    void clear() {
        java.util.Arrays.fill(counts, 0);
        total = 0;
    }

    /// The sensation that was exceeded in this percentage of the time.
    double exceeded(double percent) {
        double wanted = total * percent / 100;
        double above = 0;
        for (int k = CLASSES - 1; k > 0; k--) {
            if (above + counts[k] >= wanted && counts[k] > 0) {
                double lower = bound(k);
                return lower + (bound(k + 1) - lower) * (1 - (wanted - above) / counts[k]);
            }
            above += counts[k];
        }
        return 0; // below the lowest class
    }

    private static double bound(int k) {
        return Double.longBitsToDouble((long) (FIRST + k) << SHIFT);
    }

    /// P_st of what was counted.
    double shortTerm() {
        double p1 = mean(0.7, 1, 1.5);
        double p3 = mean(2.2, 3, 4);
        double p10 = mean(6, 8, 10, 13, 17);
        double p50 = mean(30, 50, 80);
        return Math.sqrt(
                0.0314 * exceeded(0.1) + 0.0525 * p1 + 0.0657 * p3 + 0.28 * p10 + 0.08 * p50);
    }

    private double mean(double... percents) {
        double sum = 0;
        for (double percent : percents) {
            sum += exceeded(percent);
        }
        return sum / percents.length;
    }
}
