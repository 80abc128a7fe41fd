package org.smartmeter.readings;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.smartmeter.terms.Energy;

/// Sums of many meters, step by step from an instant on while the step ends by another one.
final class Steps {

    private final Instant from;
    private final Duration step;
    private final long first;
    private final long length;
    private final long[] imported;
    private final long[] exported;
    private final int[] meters;

    /// @param step longer than nothing
    Steps(Instant from, Instant to, Duration step) {
        this.from = from;
        this.step = step;
        this.first = from.toEpochMilli();
        this.length = step.toMillis();
        int count = Math.toIntExact(Math.max(0, (to.toEpochMilli() - first) / length));
        this.imported = new long[count];
        this.exported = new long[count];
        this.meters = new int[count];
    }

    int count() {
        return meters.length;
    }

    /// Where a step begins; of the number of steps, where the last one ends.
    long border(int number) {
        return first + number * length;
    }

    /// The first step that begins at that time or after it; the number of steps if none does.
    int firstFrom(long time) {
        return (int) Math.clamp(Math.ceilDiv(time - first, length), 0L, (long) count());
    }

    void add(int number, long importedMilliwattHours, long exportedMilliwattHours) {
        imported[number] += importedMilliwattHours;
        exported[number] += exportedMilliwattHours;
        meters[number]++;
    }

    /// Adds one meter.
    ///
    /// @param epochs its lines, from old to new
    void add(List<RegisterLine> epochs) {
        long done = Long.MIN_VALUE;
        for (RegisterLine line : epochs) {
            if (!line.isEmpty()) {
                line.addTo(this, done);
                done = Math.max(done, line.last());
            }
        }
    }

    List<TotalInterval> totals() {
        List<TotalInterval> totals = new ArrayList<>(count());
        for (int i = 0; i < count(); i++) {
            totals.add(
                    new TotalInterval(
                            from.plus(step.multipliedBy(i)),
                            from.plus(step.multipliedBy(i + 1L)),
                            new Energy(imported[i]),
                            new Energy(exported[i]),
                            meters[i]));
        }
        return totals;
    }
}
