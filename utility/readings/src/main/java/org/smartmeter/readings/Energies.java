package org.smartmeter.readings;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.smartmeter.terms.Energy;

/// Curves and sums from the register lines of a meter's epochs, from old to new. Energy is only
/// ever a difference inside one epoch. Pure.
final class Energies {

    private Energies() {}

    static List<Interval> curve(List<RegisterLine> epochs, long from, long to) {
        List<Interval> curve = new ArrayList<>();
        long end = Long.MIN_VALUE;
        for (RegisterLine line : epochs) {
            if (line.isEmpty()) {
                continue;
            }
            long start = Math.max(from, line.first());
            if (end > Long.MIN_VALUE && Math.max(end, from) < Math.min(start, to)) {
                curve.add(missing(Math.max(end, from), Math.min(start, to)));
            }
            curve.addAll(line.intervals(Math.max(from, end), to));
            end = Math.max(end, line.last());
        }
        return curve;
    }

    private static Interval missing(long start, long end) {
        return new Interval(
                Instant.ofEpochMilli(start),
                Instant.ofEpochMilli(end),
                Energy.ZERO,
                Energy.ZERO,
                Interval.Status.MISSING);
    }

    static Optional<PeriodEnergy> sum(List<RegisterLine> epochs, long from, long to) {
        long imported = 0;
        long exported = 0;
        long covered = 0;
        long knownUpTo = from;
        boolean gap = false;
        boolean interpolated = false;
        for (RegisterLine line : epochs) {
            if (line.isEmpty()) {
                continue;
            }
            long start = Math.max(line.first(), knownUpTo);
            long end = Math.min(line.last(), to);
            if (start >= end) {
                continue;
            }
            imported += line.imported(start, end);
            exported += line.exported(start, end);
            covered += end - start;
            knownUpTo = end;
            gap |= line.hasGap(start, end);
            interpolated |= !line.measuredAt(start) || !line.measuredAt(end);
        }
        if (covered == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new PeriodEnergy(
                        new Energy(imported),
                        new Energy(exported),
                        Instant.ofEpochMilli(knownUpTo),
                        covered == to - from && !gap,
                        interpolated));
    }

    /// Each meter's epochs in, one row of sums per step out.
    static List<TotalInterval> totals(
            Collection<List<RegisterLine>> meters, Instant from, Instant to, Duration step) {
        long first = from.toEpochMilli();
        long length = step.toMillis();
        int count = Math.toIntExact(Math.max(0, (to.toEpochMilli() - first) / length));
        long[] imported = new long[count];
        long[] exported = new long[count];
        int[] contributors = new int[count];
        for (List<RegisterLine> epochs : meters) {
            long done = Long.MIN_VALUE;
            for (RegisterLine line : epochs) {
                if (line.isEmpty()) {
                    continue;
                }
                long begin = Math.max(done, line.first());
                int i = (int) Math.clamp(Math.ceilDiv(begin - first, length), 0L, (long) count);
                for (; i < count && first + (i + 1) * length <= line.last(); i++) {
                    imported[i] += line.imported(first + i * length, first + (i + 1) * length);
                    exported[i] += line.exported(first + i * length, first + (i + 1) * length);
                    contributors[i]++;
                }
                done = Math.max(done, line.last());
            }
        }
        List<TotalInterval> totals = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            totals.add(
                    new TotalInterval(
                            from.plus(step.multipliedBy(i)),
                            from.plus(step.multipliedBy(i + 1L)),
                            new Energy(imported[i]),
                            new Energy(exported[i]),
                            contributors[i]));
        }
        return totals;
    }
}
