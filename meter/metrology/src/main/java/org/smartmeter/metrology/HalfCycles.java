package org.smartmeter.metrology;

/// U_rms(1/2) of IEC 61000-4-30 for one phase: the rms over a full cycle from one zero crossing of
/// the fundamental, anew at each half cycle. Squares are summed once per half cycle. Where the
/// fundamental is missing, the grid of crossings goes on as it was.
final class HalfCycles {

    /// A half cycle whose other end lies nearer than this is made longer by the next.
    private static final double SHORTEST = 0.5;

    private final int channel;
    private double anchor;
    private double half;
    private double previousStart = Double.NaN;
    private double previousSquares;
    private double next;
    private double rms;
    private double middle;
    private double length;

    /// @param half length of half a cycle until one is known, samples
    HalfCycles(int channel, double half) {
        this.channel = channel;
        this.half = half;
    }

    /// From here on crossings lie at whole half cycles from `crossing`.
    void follow(double crossing, double halfCycle) {
        anchor = crossing;
        half = halfCycle;
    }

    /// Where the next value's middle lies.
    double next() {
        return next;
    }

    /// Moves on by half a cycle if the samples for it are held and its cycle begins before `limit`.
    ///
    /// @return whether there is a value; none after the very first half cycle
    boolean advance(SampleHistory history, double limit) {
        double end = anchor + half * Math.ceil((next + SHORTEST * half - anchor) / half);
        if (previousStart >= limit || next >= limit && Double.isNaN(previousStart)) {
            return false;
        }
        if (end + 1 > history.end()) {
            return false;
        }
        double squares = squares(history, next, end);
        boolean whole = !Double.isNaN(previousStart);
        if (whole) {
            rms = Math.sqrt((previousSquares + squares) / (end - previousStart));
            middle = next;
            length = end - previousStart;
        }
        previousStart = next;
        previousSquares = squares;
        next = end;
        return whole;
    }

    double rms() {
        return rms;
    }

    double middle() {
        return middle;
    }

    /// Of the full cycle, samples.
    double length() {
        return length;
    }

    /// Sum of squares between two positions; sample n covers n − ½ to n + ½.
    private double squares(SampleHistory history, double from, double to) {
        double[] x = history.channel(channel);
        long first = (long) Math.floor(from + 0.5);
        long last = (long) Math.floor(to + 0.5);
        int begin = history.offset(first);
        int end = history.offset(last);
        double early = x[begin] * x[begin] * (from - (first - 0.5));
        double late = x[end] * x[end] * (to - (last - 0.5));
        return sumOfSquares(x, begin, end) - early + late;
    }

    /// Four sums side by side, since one would wait for its own last addition.
    private static double sumOfSquares(double[] x, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int n = from;
        for (; n + 3 < to; n += 4) {
            a = Math.fma(x[n], x[n], a);
            b = Math.fma(x[n + 1], x[n + 1], b);
            c = Math.fma(x[n + 2], x[n + 2], c);
            d = Math.fma(x[n + 3], x[n + 3], d);
        }
        for (; n < to; n++) {
            a = Math.fma(x[n], x[n], a);
        }
        return a + b + c + d;
    }
}
