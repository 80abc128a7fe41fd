package org.smartmeter.metrology;

import java.util.Arrays;

/// Harmonic subgroups of one channel (IEC 61000-4-7): the lines of a window of whole cycles, each
/// harmonic taken with its neighbours at one line's distance; squares are averaged over windows.
final class Harmonics {

    private static final int HIGHEST = 50;

    /// Harmonics nearer to half the sampling rate than this are the anti-aliasing filter's.
    private static final double USABLE_SHARE_OF_RATE = 0.45;

    /// A whole ratio of rate and frequency must not lose its last harmonic to rounding.
    private static final double ROUNDING = 1e-3;

    /// With fewer cycles the neighbouring lines are too far away to belong to the harmonic.
    private static final int LEAST_CYCLES_FOR_NEIGHBOURS = 5;

    private final double[] squares;

    Harmonics(double rate, double f) {
        squares = new double[highest(rate, f)];
    }

    static int highest(double rate, double f) {
        return Math.min(HIGHEST, (int) (USABLE_SHARE_OF_RATE * rate / f + ROUNDING));
    }

    /// Adds a window of `cycles` whole cycles between two boundaries.
    void add(SampleHistory history, int channel, Boundary begin, Boundary end, int cycles) {
        int neighbours = cycles < LEAST_CYCLES_FOR_NEIGHBOURS ? 0 : 1;
        for (int h = 1; h <= squares.length; h++) {
            for (int line = cycles * h - neighbours; line <= cycles * h + neighbours; line++) {
                squares[h - 1] += square(history, channel, begin, end, line);
            }
        }
    }

    private static double square(
            SampleHistory history, int channel, Boundary begin, Boundary end, int line) {
        double[] x = history.channel(channel);
        long from = Math.max(begin.firstTouched(), history.first());
        long to = Math.min(end.firstFull(), history.end());
        double length = end.position() - begin.position();
        double omega = 2 * Math.PI * line / length;
        double angle = omega * (from - begin.position());
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double turnCos = Math.cos(omega);
        double turnSin = Math.sin(omega);
        long plainFrom = begin.firstFull();
        long plainTo = end.firstTouched();
        double sumCos = 0;
        double sumSin = 0;
        for (long n = from; n < to; n++) {
            boolean plain = n >= plainFrom && n < plainTo;
            double weight = plain ? 1 : begin.after(n) - end.after(n);
            double weighted = weight * x[history.offset(n)];
            sumCos += weighted * cos;
            sumSin += weighted * sin;
            double next = cos * turnCos - sin * turnSin;
            sin = cos * turnSin + sin * turnCos;
            cos = next;
        }
        return 2 * (sumCos * sumCos + sumSin * sumSin) / length;
    }

    /// Subgroups as ratios to the first; NaN throughout if there is no fundamental.
    double[] ratios() {
        return Arrays.stream(squares).map(square -> Math.sqrt(square / squares[0])).toArray();
    }

    /// Total harmonic distortion of subgroups (THDS), as a ratio.
    double distortion() {
        double sum = 0;
        for (int h = 2; h <= squares.length; h++) {
            sum += squares[h - 1];
        }
        return Math.sqrt(sum / squares[0]);
    }
}
