package org.smartmeter.readings.validation;

import java.util.ArrayList;
import java.util.List;

/// Separates the samples that are believed from the others, which it tells: signatures that do not
/// hold, times off the grid, two registers for one end. What falls is left to [Falls].
final class Sieve {

    private final Samples samples;
    private final Grid grid;
    private final ValidationRules rules;
    private final Findings findings;

    Sieve(Samples samples, Grid grid, ValidationRules rules, Findings findings) {
        this.samples = samples;
        this.grid = grid;
        this.rules = rules;
        this.findings = findings;
    }

    /// The believed registers in order of time; of one epoch they never fall.
    List<Support> believed() {
        signatures();
        List<Support> supports = new ArrayList<>(samples.count());
        int epoch = 0;
        for (int i = 0; i < samples.count(); i++) {
            if (Mark.NEW_EPOCH.in(samples.marks()[i])) {
                epoch++;
            }
            if (Mark.SIGNATURE_FAILED.in(samples.marks()[i])) {
                continue;
            }
            add(supports, new Support(timeOf(i), samples.registers()[i], i, epoch));
        }
        return new Falls(samples.meter(), rules, findings).sieve(supports);
    }

    private void signatures() {
        int count = samples.count();
        for (int i = 0; i < count; i++) {
            int first = i;
            while (i < count && Mark.SIGNATURE_FAILED.in(samples.marks()[i])) {
                i++;
            }
            if (i > first) {
                findings.add(
                        Rule.SIGNATURE,
                        samples.ends()[first] - grid.period(),
                        samples.ends()[i - 1],
                        Kilowatthours.count(i - first, "sample")
                                + " whose signature does not hold; not believed");
            }
        }
    }

    private long timeOf(int sample) {
        long time = samples.ends()[sample];
        long end = grid.time(grid.nearest(time));
        if (Math.abs(time - end) <= rules.timeTolerance().toMillis()) {
            return end;
        }
        findings.add(
                Rule.TIME_TOLERANCE,
                time,
                time,
                "a sample "
                        + Math.abs(time - end) / 1_000.0
                        + " s "
                        + (time > end ? "after" : "before")
                        + " the end of an interval; its register counts, its interval is"
                        + " estimated");
        return time;
    }

    private void add(List<Support> supports, Support next) {
        Support last = supports.isEmpty() ? null : supports.getLast();
        if (last == null || last.time() != next.time() || last.stretch() != next.stretch()) {
            supports.add(next);
            return;
        }
        if (last.register() == next.register()) {
            return;
        }
        boolean hasBefore =
                supports.size() > 1
                        && supports.get(supports.size() - 2).stretch() == last.stretch();
        long before = hasBefore ? supports.get(supports.size() - 2).register() : Long.MIN_VALUE;
        boolean believeNext = last.register() < before && next.register() >= before;
        findings.add(
                Rule.OVERLAP,
                next.time() - grid.period(),
                next.time(),
                "two registers for one end: "
                        + Kilowatthours.text(last.register())
                        + " and "
                        + Kilowatthours.text(next.register())
                        + "; the "
                        + (believeNext ? "second" : "first")
                        + " is believed");
        if (believeNext) {
            supports.set(supports.size() - 1, next);
        }
    }
}
