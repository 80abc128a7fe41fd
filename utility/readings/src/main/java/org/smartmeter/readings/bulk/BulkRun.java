package org.smartmeter.readings.bulk;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.RecordBatch;

/// Rows of a meter's epoch that follow each other without a hole.
///
/// @param first record
/// @param rows numbers of the rows in the table, in order of time
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record BulkRun(BulkEpoch epoch, long first, int[] rows) {

    SequenceRange range() {
        return new SequenceRange(isFromTheStart() ? 1 : first, first + rows.length - 1);
    }

    /// Record 1, the definition, goes along.
    boolean isFromTheStart() {
        return epoch.isNew() && first == 2;
    }

    /// The values of a row in the profile's steps.
    long[] values(MeterRows table, int row) {
        long[] values = new long[epoch.profile().definition().registers().size()];
        for (int column = 0; column < values.length; column++) {
            values[column] = table.value(column, row) / epoch.profile().step();
        }
        return values;
    }

    /// As the line would have brought it.
    byte[] body(MeterRows table) {
        int columns = epoch.profile().definition().registers().size();
        long step = epoch.profile().step();
        long[] times = new long[rows.length];
        long[][] values = new long[columns][rows.length];
        for (int i = 0; i < rows.length; i++) {
            times[i] = table.end(rows[i]);
        }
        for (int column = 0; column < columns; column++) {
            for (int i = 0; i < rows.length; i++) {
                values[column][i] = table.value(column, rows[i]) / step;
            }
        }
        return RecordBatch.packRows(epoch.profile().definition(), isFromTheStart(), times, values)
                .toByteArray();
    }

    /// Rows on their way into a run.
    static final class Gathering {
        private final int most;
        private int[] rows = new int[64];
        private int count;
        private long first;
        private boolean held;
        private @Nullable BulkEpoch epoch;

        Gathering(int most) {
            this.most = most;
        }

        boolean takes(BulkEpoch next, long record, boolean nextHeld) {
            return count == 0
                    || epoch != null
                            && next.epoch().second() == epoch.epoch().second()
                            && record == first + count
                            && nextHeld == held
                            && count < most;
        }

        void add(BulkEpoch next, long record, boolean nextHeld, int row) {
            if (count == 0) {
                epoch = next;
                first = record;
                held = nextHeld;
            }
            if (count == rows.length) {
                rows = Arrays.copyOf(rows, 2 * count);
            }
            rows[count++] = row;
        }

        boolean held() {
            return held;
        }

        Optional<BulkRun> take() {
            if (count == 0 || epoch == null) {
                return Optional.empty();
            }
            BulkRun run = new BulkRun(epoch, first, Arrays.copyOf(rows, count));
            count = 0;
            return Optional.of(run);
        }
    }
}
