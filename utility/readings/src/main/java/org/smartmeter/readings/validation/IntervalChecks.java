package org.smartmeter.readings.validation;

import java.util.function.IntPredicate;

/// Rules on single intervals and on runs of them.
final class IntervalChecks {

    private static final double MILLISECONDS_PER_HOUR = 3_600_000;

    private final Series series;
    private final int[] marks;
    private final ValidationRules rules;
    private final Findings findings;

    IntervalChecks(Series series, int[] marks, ValidationRules rules, Findings findings) {
        this.series = series;
        this.marks = marks;
        this.rules = rules;
        this.findings = findings;
    }

    void check() {
        runs(
                this::aboveConnection,
                (first, last) ->
                        tell(
                                Rule.ABOVE_CONNECTION,
                                first,
                                last,
                                kilowatts(first, last)
                                        + " kW on average; the connection carries "
                                        + rules.largestPower() / 1_000
                                        + " kW"));
        runs(
                this::unused,
                (first, last) -> {
                    if (length(first, last) >= rules.zeroFor().toMillis()) {
                        tell(
                                Rule.ZERO_USE,
                                first,
                                last,
                                "no energy for "
                                        + hours(first, last)
                                        + " h, and neither an outage nor a cut is known");
                    }
                });
        runs(
                this::usedWhileDisconnected,
                (first, last) ->
                        tell(
                                Rule.USE_WHILE_DISCONNECTED,
                                first,
                                last,
                                Kilowatthours.text(energy(first, last))
                                        + " while the supply was cut"));
        flatLines();
    }

    private interface Run {
        void from(int first, int last);
    }

    private void runs(IntPredicate in, Run run) {
        int count = series.count();
        for (int i = 0; i < count; i++) {
            int first = i;
            while (i < count && in.test(i)) {
                i++;
            }
            if (i > first) {
                run.from(first, i - 1);
            }
        }
    }

    private boolean aboveConnection(int interval) {
        return series.energies()[interval] > rules.mostEnergy(series.period());
    }

    private boolean unused(int interval) {
        return series.statuses()[interval] == IntervalStatus.ACTUAL
                && series.energies()[interval] == 0
                && !Mark.POWER_DOWN.in(marks[interval])
                && !Mark.DISCONNECTED.in(marks[interval]);
    }

    private boolean usedWhileDisconnected(int interval) {
        return Mark.DISCONNECTED.in(marks[interval])
                && series.energies()[interval] > rules.intervalTolerance();
    }

    private void flatLines() {
        int count = series.count();
        for (int i = 0; i < count; ) {
            int first = i;
            long energy = series.energies()[i];
            while (i < count
                    && series.statuses()[i] == IntervalStatus.ACTUAL
                    && series.energies()[i] == energy) {
                i++;
            }
            if (i > first && energy > 0 && length(first, i - 1) >= rules.flatFor().toMillis()) {
                tell(
                        Rule.FLAT_LINE,
                        first,
                        i - 1,
                        Kilowatthours.text(energy)
                                + " in each of "
                                + Kilowatthours.count(i - first, "interval"));
            }
            i = Math.max(i, first + 1);
        }
    }

    private void tell(Rule rule, int first, int last, String detail) {
        findings.add(rule, series.startMillis(first), series.endMillis(last), detail);
    }

    private long length(int first, int last) {
        return series.endMillis(last) - series.startMillis(first);
    }

    private String hours(int first, int last) {
        return Decimal.text(length(first, last) / MILLISECONDS_PER_HOUR);
    }

    private String kilowatts(int first, int last) {
        return Decimal.text(energy(first, last) / (length(first, last) / 3.6));
    }

    private long energy(int first, int last) {
        long sum = 0;
        for (int i = first; i <= last; i++) {
            sum += series.energies()[i];
        }
        return sum;
    }
}
