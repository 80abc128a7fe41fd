package org.smartmeter.readings;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.smartmeter.terms.Energy;
import org.smartmeter.wire.RowStatus;

/// The cumulative energy registers of one epoch over time: what consumption is differences of. Rows
/// count in the order of their records; one that is not later than the row before it (after a clock
/// was set back) is passed over, its energy is in the next one that is. Between rows the register
/// is taken in proportion to time, rounded down, so that the parts of an interval add up exactly.
final class RegisterLine {

    /// A row of a load profile.
    ///
    /// @param gap more time went by since the row before than its period explains
    record Point(long sequence, long time, long imported, long exported, long longest) {}

    private final long[] times;
    private final long[] imported;
    private final long[] exported;
    private final boolean[] gaps;

    private RegisterLine(long[] times, long[] imported, long[] exported, boolean[] gaps) {
        this.times = times;
        this.imported = imported;
        this.exported = exported;
        this.gaps = gaps;
    }

    static RegisterLine of(List<Point> points) {
        List<Point> ordered = new ArrayList<>(points);
        ordered.sort(Comparator.comparingLong(Point::sequence));
        long[] times = new long[ordered.size()];
        long[] imported = new long[ordered.size()];
        long[] exported = new long[ordered.size()];
        boolean[] gaps = new boolean[ordered.size()];
        int count = 0;
        for (Point point : ordered) {
            if (count > 0 && point.time() <= times[count - 1]) {
                continue;
            }
            times[count] = point.time();
            imported[count] = point.imported();
            exported[count] = point.exported();
            gaps[count] = count > 0 && point.time() - times[count - 1] > point.longest();
            count++;
        }
        return new RegisterLine(
                Arrays.copyOf(times, count),
                Arrays.copyOf(imported, count),
                Arrays.copyOf(exported, count),
                Arrays.copyOf(gaps, count));
    }

    /// Whether a row's status says why it is later than its period explains.
    static boolean explainsALongerStep(int status) {
        return RowStatus.THINNED.in(status)
                || RowStatus.POWER_WAS_DOWN.in(status)
                || RowStatus.CLOCK_ADJUSTED.in(status);
    }

    boolean isEmpty() {
        return times.length == 0;
    }

    long first() {
        return times[0];
    }

    long last() {
        return times[times.length - 1];
    }

    /// Whether a row stands at that very time.
    boolean measuredAt(long time) {
        return Arrays.binarySearch(times, time) >= 0;
    }

    /// Whether a gap overlaps the window.
    boolean hasGap(long from, long to) {
        for (int i = 1; i < times.length; i++) {
            if (gaps[i] && times[i - 1] < to && times[i] > from) {
                return true;
            }
        }
        return false;
    }

    /// Energy imported between two times within this line, in mWh.
    long imported(long from, long to) {
        return at(imported, to) - at(imported, from);
    }

    /// Energy exported between two times within this line, in mWh.
    long exported(long from, long to) {
        return at(exported, to) - at(exported, from);
    }

    private long at(long[] register, long time) {
        int found = Arrays.binarySearch(times, time);
        if (found >= 0) {
            return register[found];
        }
        int next = -found - 1;
        if (next == 0 || next == times.length) {
            throw new IllegalArgumentException(
                    "nothing is known at "
                            + Instant.ofEpochMilli(time)
                            + ", outside "
                            + Instant.ofEpochMilli(first())
                            + "…"
                            + Instant.ofEpochMilli(last()));
        }
        long rise = register[next] - register[next - 1];
        if (rise == 0) {
            return register[next];
        }
        return register[next - 1]
                + BigInteger.valueOf(rise)
                        .multiply(BigInteger.valueOf(time - times[next - 1]))
                        .divide(BigInteger.valueOf(times[next] - times[next - 1]))
                        .longValueExact();
    }

    /// The intervals that overlap the window, cut at its borders, in order.
    List<Interval> intervals(long from, long to) {
        List<Interval> intervals = new ArrayList<>();
        for (int i = 1; i < times.length; i++) {
            long start = Math.max(times[i - 1], from);
            long end = Math.min(times[i], to);
            if (start < end) {
                boolean cut = start != times[i - 1] || end != times[i];
                Interval.Status status =
                        gaps[i]
                                ? Interval.Status.GAP
                                : cut ? Interval.Status.ESTIMATED : Interval.Status.ACTUAL;
                intervals.add(
                        new Interval(
                                Instant.ofEpochMilli(start),
                                Instant.ofEpochMilli(end),
                                new Energy(imported(start, end)),
                                new Energy(exported(start, end)),
                                status));
            }
        }
        return intervals;
    }
}
