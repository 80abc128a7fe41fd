package org.smartmeter.device.display;

import java.util.Arrays;

/// The power of the last minutes, a point for each second measured; never changed once given out.
public final class Trace {

    /// Five minutes.
    static final int MOST_POINTS = 300;

    static final Trace EMPTY = new Trace(new long[0], new double[0]);

    private final long[] millis;
    private final double[] watts;

    private Trace(long[] millis, double[] watts) {
        this.millis = millis;
        this.watts = watts;
    }

    Trace plus(long at, double power) {
        int from = Math.max(0, millis.length + 1 - MOST_POINTS);
        long[] longer = Arrays.copyOfRange(millis, from, millis.length + 1);
        double[] more = Arrays.copyOfRange(watts, from, watts.length + 1);
        longer[longer.length - 1] = at;
        more[more.length - 1] = power;
        return new Trace(longer, more);
    }

    public int size() {
        return millis.length;
    }

    /// Meter time of a point, milliseconds since 1970.
    public long millis(int point) {
        return millis[point];
    }

    public double watts(int point) {
        return watts[point];
    }
}
