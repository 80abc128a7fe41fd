package org.smartmeter.readings;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.smartmeter.terms.Energy;
import org.smartmeter.wire.RowStatus;

/// The cumulative energy registers of one epoch over time: what consumption is differences of. Its
/// points are rows of load profiles, each later than all before it in the journal; a row that is
/// not (after a clock was set back) is passed over, its energy is in the next one that is. Between
/// points the register is taken in proportion to time, cut to whole mWh, so that the parts of an
/// interval add up exactly.
final class RegisterLine {

    static final RegisterLine EMPTY =
            new RegisterLine(0, new long[0], new long[0], new long[0], new boolean[0]);

    private final int size;
    private final long[] times;
    private final long[] imported;
    private final long[] exported;
    private final boolean[] gaps;

    /// @param size how many of each array count; the arrays are not copied
    /// @param times rising, ms
    /// @param imported mWh
    /// @param exported mWh
    /// @param gaps whether more time went by since the point before than the row's period explains
    RegisterLine(int size, long[] times, long[] imported, long[] exported, boolean[] gaps) {
        this.size = size;
        this.times = times;
        this.imported = imported;
        this.exported = exported;
        this.gaps = gaps;
    }

    /// A line that only says that something was measured then.
    static RegisterLine at(long time) {
        return new RegisterLine(1, new long[] {time}, new long[1], new long[1], new boolean[1]);
    }

    /// The ends of a line that is not empty.
    CurveEdges edges(int place, long longestBefore) {
        boolean gap = false;
        for (int i = 1; i < size; i++) {
            gap |= gaps[i];
        }
        return new CurveEdges(
                place,
                first(),
                last(),
                imported[0],
                imported[size - 1],
                exported[0],
                exported[size - 1],
                longestBefore,
                gap);
    }

    /// Whether a row's status says why it is later than its period explains.
    static boolean explainsALongerStep(int status) {
        return RowStatus.THINNED.in(status)
                || RowStatus.POWER_WAS_DOWN.in(status)
                || RowStatus.CLOCK_ADJUSTED.in(status);
    }

    int size() {
        return size;
    }

    /// Of a point, ms.
    long time(int point) {
        return times[point];
    }

    /// The register at a point, mWh.
    long imported(int point) {
        return imported[point];
    }

    /// The register at a point, mWh.
    long exported(int point) {
        return exported[point];
    }

    /// Whether there is a gap before the point.
    boolean gap(int point) {
        return gaps[point];
    }

    boolean isEmpty() {
        return size == 0;
    }

    long first() {
        return times[0];
    }

    long last() {
        return times[size - 1];
    }

    /// Whether a row stands at that very time.
    boolean measuredAt(long time) {
        return find(time) >= 0;
    }

    /// Whether a row stands at one of two times or between.
    boolean hasPoint(long from, long to) {
        int next = from(from);
        return next < size && times[next] <= to;
    }

    /// The first point that is not before the time.
    private int from(long time) {
        int found = find(time);
        return found >= 0 ? found : -found - 1;
    }

    private int find(long time) {
        return Arrays.binarySearch(times, 0, size, time);
    }

    /// Whether a gap overlaps the window.
    boolean hasGap(long from, long to) {
        for (int i = 1; i < size; i++) {
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
        int found = find(time);
        if (found >= 0) {
            return register[found];
        }
        int next = -found - 1;
        if (next == 0 || next == size) {
            throw new IllegalArgumentException(
                    "nothing is known at "
                            + Instant.ofEpochMilli(time)
                            + ", outside "
                            + Instant.ofEpochMilli(first())
                            + "…"
                            + Instant.ofEpochMilli(last()));
        }
        return between(register, next, time);
    }

    /// The register at a time that is not later than the point `next` and later than the one
    /// before it.
    private long between(long[] register, int next, long time) {
        long rise = register[next] - register[next - 1];
        if (rise == 0 || time == times[next]) {
            return register[next];
        }
        long since = time - times[next - 1];
        long whole = times[next] - times[next - 1];
        long product = rise * since;
        if (Math.multiplyHigh(rise, since) == product >> 63) {
            return register[next - 1] + product / whole;
        }
        return register[next - 1]
                + BigInteger.valueOf(rise)
                        .multiply(BigInteger.valueOf(since))
                        .divide(BigInteger.valueOf(whole))
                        .longValueExact();
    }

    /// Adds the energies of those steps that lie within this line.
    ///
    /// @param start before it another line has told already
    void addTo(Steps steps, long start) {
        long begin = Math.max(start, first());
        int step = steps.firstFrom(begin);
        if (steps.border(step) < begin) {
            return;
        }
        int point = from(steps.border(step));
        long importedBefore = 0;
        long exportedBefore = 0;
        boolean begun = false;
        for (; step <= steps.count() && steps.border(step) <= last(); step++) {
            long border = steps.border(step);
            while (times[point] < border) {
                point++;
            }
            long importedHere =
                    times[point] == border ? imported[point] : between(imported, point, border);
            long exportedHere =
                    times[point] == border ? exported[point] : between(exported, point, border);
            if (begun) {
                steps.add(step - 1, importedHere - importedBefore, exportedHere - exportedBefore);
            }
            importedBefore = importedHere;
            exportedBefore = exportedHere;
            begun = true;
        }
    }

    /// The intervals that overlap the window, cut at its borders, in order.
    List<Interval> intervals(long from, long to) {
        List<Interval> intervals = new ArrayList<>();
        for (int i = 1; i < size; i++) {
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
