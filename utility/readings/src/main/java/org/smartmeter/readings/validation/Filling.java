package org.smartmeter.readings.validation;

import java.util.Arrays;
import java.util.List;

/// Puts the believed registers on the grid and fills what lies between them. Where the register is
/// known on both sides the energy between is a fact and only its shape is estimated, so the filled
/// intervals add up to it to the last mWh.
final class Filling {

    private final Samples samples;
    private final Grid grid;
    private final ValidationRules rules;
    private final List<Support> supports;
    private final long firstEnd;
    private final long[] energies;
    private final long[] registers;
    private final int[] marks;
    private final IntervalStatus[] statuses;
    private final LikeDays likeDays;

    /// @param supports at least one
    Filling(
            Samples samples,
            Grid grid,
            ValidationRules rules,
            List<Support> supports,
            Calendar calendar) {
        this.samples = samples;
        this.grid = grid;
        this.rules = rules;
        this.supports = supports;
        long before = grid.before(supports.getFirst().time());
        // A first sample off the grid begins in the middle of an interval, which stays unknown.
        this.firstEnd = before + 1;
        int count = Math.toIntExact(grid.before(supports.getLast().time()) - before);
        this.energies = new long[count];
        this.registers = new long[count];
        this.marks = new int[count];
        this.statuses = new IntervalStatus[count];
        Arrays.fill(statuses, IntervalStatus.MISSING);
        this.likeDays = new LikeDays(calendar, energies, statuses);
    }

    Series series() {
        measured();
        stretches();
        long register = supports.getFirst().register();
        int next = 0;
        for (int i = 0; i < energies.length; i++) {
            long end = grid.time(firstEnd + i);
            register += energies[i];
            while (next < supports.size() && supports.get(next).time() <= end) {
                if (supports.get(next).time() == end) {
                    register = supports.get(next).register();
                }
                next++;
            }
            registers[i] = register;
        }
        return new Series(
                samples.meter(),
                grid.time(firstEnd - 1),
                grid.period(),
                energies,
                registers,
                statuses);
    }

    /// [Mark] bits of the sample at the end of each interval.
    int[] marks() {
        return marks;
    }

    private int indexOf(Support support) {
        return Math.toIntExact(grid.nearest(support.time()) - firstEnd);
    }

    private boolean onGrid(Support support) {
        return grid.distance(support.time()) == 0;
    }

    private void measured() {
        for (int i = 0; i < supports.size(); i++) {
            Support end = supports.get(i);
            int index = indexOf(end);
            if (!onGrid(end) || index < 0) {
                continue;
            }
            marks[index] |= samples.marks()[end.sample()];
            Support start = i == 0 ? end : supports.get(i - 1);
            if (start.stretch() == end.stretch() && end.time() - start.time() == grid.period()) {
                energies[index] = end.register() - start.register();
                statuses[index] = statusBetween(start, end);
            }
        }
    }

    private IntervalStatus statusBetween(Support start, Support end) {
        int both = samples.marks()[start.sample()] | samples.marks()[end.sample()];
        if (Mark.EDITED.in(both)) {
            return IntervalStatus.EDITED;
        }
        return Mark.ESTIMATED.in(both) ? IntervalStatus.ESTIMATED : IntervalStatus.ACTUAL;
    }

    /// Fills each run of supports between two on the grid that are not simply neighbours. At the
    // ends
    /// of a stretch a support off the grid bounds a run as well; the interval it lies in is known
    // in
    /// part only and stays missing.
    private void stretches() {
        int from = 0;
        for (int i = 1; i < supports.size(); i++) {
            Support here = supports.get(i);
            if (here.stretch() != supports.get(from).stretch()) {
                from = i;
                continue;
            }
            boolean last =
                    i + 1 == supports.size() || supports.get(i + 1).stretch() != here.stretch();
            if (!onGrid(here) && !last) {
                continue;
            }
            boolean neighbours =
                    i == from + 1
                            && onGrid(here)
                            && here.time() - supports.get(from).time() == grid.period();
            if (!neighbours) {
                fill(supports.subList(from, i + 1));
            }
            from = i;
        }
    }

    private void fill(List<Support> known) {
        Support begin = known.getFirst();
        Support end = known.getLast();
        int first = Math.toIntExact(grid.before(begin.time()) + 1 - firstEnd);
        int last = Math.toIntExact(grid.before(end.time() - 1) + 1 - firstEnd);
        double[] weights = weights(first, last);
        for (int i = 1; i < known.size(); i++) {
            distribute(known.get(i - 1), known.get(i), first, weights);
        }
        for (int i = first; i <= Math.min(last, energies.length - 1); i++) {
            boolean cut = i == first && !onGrid(begin) || i == last && !onGrid(end);
            statuses[i] = cut ? IntervalStatus.MISSING : IntervalStatus.ESTIMATED;
            if (cut) {
                energies[i] = 0;
            }
        }
    }

    private double[] weights(int first, int last) {
        int count = last - first + 1;
        if (count * grid.period() > rules.interpolateUpTo().toMillis()) {
            // The interval that a last sample off the grid lies in is behind the series' end.
            double[] shape = likeDays.shape(first, Math.min(last, energies.length - 1));
            return shape.length == count ? shape : Arrays.copyOf(shape, count);
        }
        double before = neighbour(first - 1);
        double after = neighbour(last + 1);
        before = Double.isNaN(before) ? after : before;
        after = Double.isNaN(after) ? before : after;
        double[] weights = new double[count];
        for (int i = 0; i < count; i++) {
            weights[i] = before + (after - before) * (i + 1) / (count + 1);
        }
        return weights;
    }

    private double neighbour(int index) {
        boolean known =
                index >= 0 && index < energies.length && statuses[index] != IntervalStatus.MISSING;
        return known ? energies[index] : Double.NaN;
    }

    /// Divides the energy between two registers among the intervals it touches, by weight and share
    /// of time. Sums are rounded, not parts, so that nothing is left over.
    private void distribute(Support start, Support end, int first, double[] weights) {
        long total = end.register() - start.register();
        int begin = Math.toIntExact(grid.before(start.time()) + 1 - firstEnd);
        int stop = Math.toIntExact(grid.before(end.time() - 1) + 1 - firstEnd);
        double all = 0;
        for (int i = begin; i <= stop; i++) {
            all += share(start, end, i, weights[i - first]);
        }
        boolean evenly = !(all > 0);
        double allShares = evenly ? end.time() - start.time() : all;
        double sum = 0;
        long given = 0;
        for (int i = begin; i <= stop; i++) {
            sum += share(start, end, i, evenly ? 1 : weights[i - first]);
            long upTo = i == stop ? total : Math.round(total * Math.min(1, sum / allShares));
            if (i < energies.length) {
                energies[i] += upTo - given;
            }
            given = upTo;
        }
    }

    private double share(Support start, Support end, int index, double weight) {
        long to = Math.min(end.time(), grid.time(firstEnd + index));
        long from = Math.max(start.time(), grid.time(firstEnd + index - 1));
        return weight * (to - from);
    }
}
