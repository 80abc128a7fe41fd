package org.smartmeter.readings.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.smartmeter.readings.StoredJournal;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.SequenceRanges;

/// Where the rows of one meter go: into which epoch, as which records. Pure.
///
/// A meter's epoch begins with the interval of its first row. Another one begins where the table
/// says so, where its registers or their steps do not fit the profile any more, and before the
/// first one when older rows come later.
final class BulkPlan {

    /// Rows of a batch: with the most registers and steps it stays below a frame's length.
    private static final int BATCH_ROWS = 2_048;

    /// An epoch of older rows whose last interval ends in the first of the epoch behind it.
    ///
    /// @param last registers of its last row, in thousandths
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Closing(BulkEpoch before, BulkEpoch behind, long[] last) {}

    private final MeterRows rows;
    private final List<RegisterColumn> columns;
    private final Instant earliest;
    private final Instant latest;
    private final TreeMap<Long, BulkEpoch> epochs = new TreeMap<>();
    private final List<BulkRun> runs = new ArrayList<>();
    private final List<BulkRun> heldRuns = new ArrayList<>();
    private final List<BadRow> bad = new ArrayList<>();
    private final BulkRun.Gathering gathering = new BulkRun.Gathering(BATCH_ROWS);

    private BulkPlan(
            MeterRows rows,
            List<RegisterColumn> columns,
            List<StoredJournal> stored,
            Instant earliest,
            Instant latest) {
        this.rows = rows;
        this.columns = columns;
        this.earliest = earliest;
        this.latest = latest;
        for (StoredJournal journal : stored) {
            journal.first()
                    .flatMap(BulkProfile::of)
                    .ifPresent(
                            profile ->
                                    add(new BulkEpoch(journal.epoch(), profile, journal.held())));
        }
    }

    /// @param stored every epoch of the meter
    /// @param period of intervals where the store knows none; else the commonest step of the rows
    /// @param earliest time that a row can have
    /// @param latest time that a row can have
    static BulkPlan of(
            MeterRows rows,
            List<RegisterColumn> columns,
            List<StoredJournal> stored,
            Optional<Duration> period,
            Instant earliest,
            Instant latest) {
        BulkPlan plan = new BulkPlan(rows, columns, stored, earliest, latest);
        int[] order = rows.byTime();
        long length = plan.period(order, period);
        if (length < 1_000 || length % 1_000 != 0) {
            for (int row : order) {
                plan.refuse(
                        row, "the length of its interval cannot be told from so few rows; say it");
            }
        } else {
            plan.place(order, length);
        }
        return plan;
    }

    private BulkEpoch add(BulkEpoch epoch) {
        epochs.put(1_000 * epoch.epoch().second(), epoch);
        return epoch;
    }

    private long period(int[] order, Optional<Duration> said) {
        return epochs.isEmpty()
                ? said.map(Duration::toMillis).orElseGet(() -> commonestStep(order))
                : epochs.lastEntry().getValue().profile().period();
    }

    /// 0 if there are no two rows at different times.
    private long commonestStep(int[] order) {
        long[] steps = new long[Math.max(0, order.length - 1)];
        for (int i = 1; i < order.length; i++) {
            steps[i - 1] = rows.end(order[i]) - rows.end(order[i - 1]);
        }
        Arrays.sort(steps);
        long best = 0;
        int most = 0;
        for (int i = 0; i < steps.length; ) {
            int end = i;
            while (end < steps.length && steps[end] == steps[i]) {
                end++;
            }
            if (steps[i] > 0 && end - i > most) {
                most = end - i;
                best = steps[i];
            }
            i = end;
        }
        return best;
    }

    private void place(int[] order, long period) {
        long lastEpoch = 0;
        long lastRecord = 0;
        for (int row : order) {
            @Nullable BulkEpoch epoch = epochOf(row, period);
            if (epoch == null) {
                continue;
            }
            long record = epoch.numbers().recordOf(rows.end(row));
            if (epoch.epoch().second() == lastEpoch && record == lastRecord) {
                refuse(row, "a second row for the interval that ends at " + at(row));
                continue;
            }
            boolean held = epoch.held().contains(record);
            if (!gathering.takes(epoch, record, held)) {
                flush();
            }
            gathering.add(epoch, record, held, row);
            lastEpoch = epoch.epoch().second();
            lastRecord = record;
        }
        flush();
    }

    private void flush() {
        gathering.take().ifPresent(run -> (gathering.held() ? heldRuns : runs).add(run));
    }

    private @Nullable BulkEpoch epochOf(int row, long period) {
        long start = rows.end(row) - period;
        if (start < 1_000 || rows.end(row) < earliest.toEpochMilli()) {
            refuse(row, at(row) + " is before its installation at " + earliest);
            return null;
        }
        if (rows.end(row) > latest.toEpochMilli()) {
            refuse(row, at(row) + " lies ahead of now");
            return null;
        }
        if (rows.newEpoch(row)) {
            long second = Math.floorDiv(start, 1_000L);
            BulkEpoch known = epochs.get(1_000 * second);
            return known == null ? begin(second, period) : known;
        }
        Map.Entry<Long, BulkEpoch> before = epochs.floorEntry(rows.end(row) - period / 2);
        if (before == null) {
            return begin(Math.floorDiv(start, 1_000L), period);
        }
        BulkEpoch epoch = before.getValue();
        if (epoch.profile().hasColumns(columns) && epoch.profile().holds(rows, row)) {
            return epoch;
        }
        boolean later = epochs.lastKey().equals(before.getKey());
        long second = Math.floorDiv(start, 1_000L);
        if (later && second > epoch.epoch().second() && second > lastHeld(epoch)) {
            return begin(second, period);
        }
        refuse(
                row,
                "at "
                        + at(row)
                        + " the meter's rows have other registers, or coarser ones, and more of"
                        + " them follow");
        return null;
    }

    /// Start of the last stored interval of an epoch, in seconds.
    private static long lastHeld(BulkEpoch epoch) {
        long intervals = Math.max(0, epoch.held().highest() - 2);
        return epoch.epoch().second() + intervals * epoch.profile().period() / 1_000;
    }

    private BulkEpoch begin(long second, long period) {
        long step = BulkProfile.stepOf(rows, columns.size());
        return add(
                new BulkEpoch(
                        new Epoch(second),
                        BulkProfile.of(columns, period, step),
                        SequenceRanges.EMPTY));
    }

    private String at(int row) {
        return Instant.ofEpochMilli(rows.end(row)).toString();
    }

    private void refuse(int row, String reason) {
        bad.add(new BadRow(rows.line(row), rows.meter() + ": " + reason));
    }

    /// What is to be stored.
    List<BulkRun> runs() {
        return runs;
    }

    /// What the store has rows of already: the same, or others that it will not take.
    List<BulkRun> heldRuns() {
        return heldRuns;
    }

    List<BadRow> bad() {
        return bad;
    }

    /// Which of the new epochs lie before one that the store has.
    List<Closing> closings() {
        List<Closing> closings = new ArrayList<>();
        for (BulkRun run : runs) {
            Map.Entry<Long, BulkEpoch> behind =
                    epochs.higherEntry(1_000 * run.epoch().epoch().second());
            if (!run.epoch().isNew() || behind == null || behind.getValue().isNew()) {
                continue;
            }
            long[] last = new long[columns.size()];
            Arrays.setAll(last, i -> rows.value(i, run.rows()[run.rows().length - 1]));
            closings.removeIf(one -> one.before().equals(run.epoch()));
            closings.add(new Closing(run.epoch(), behind.getValue(), last));
        }
        return closings;
    }
}
