package org.smartmeter.readings;

import java.time.Instant;
import java.util.ArrayList;
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
}
