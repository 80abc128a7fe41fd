package org.smartmeter.wire;

import org.smartmeter.wire.v1.Column;
import org.smartmeter.wire.v1.Rows;

/// Rows of one definition and status 0 by column, as the line carries them.
final class RowRun {

    private RowRun() {}

    /// @param times of the rows, ms
    /// @param columns of each register the values of the rows
    static Rows of(int definition, long[] times, long[][] columns) {
        Rows.Builder rows =
                Rows.newBuilder()
                        .setDefinition(definition)
                        .setCount(times.length)
                        .setFirstTime(times[0]);
        long step = 0;
        int waiting = 0;
        for (int i = 1; i < times.length; i++) {
            long next = times[i] - times[i - 1];
            if (next == step) {
                waiting++;
            } else {
                for (; waiting > 0; waiting--) {
                    rows.addTimeSteps(0);
                }
                rows.addTimeSteps(next - step);
                step = next;
            }
        }
        for (long[] column : columns) {
            rows.addColumns(column(column));
        }
        return rows.build();
    }

    /// Zeros are written only once something else follows: those at the end are left out.
    private static Column column(long[] values) {
        Column.Builder column = Column.newBuilder().setFirst(values[0]);
        int waiting = 0;
        for (int i = 1; i < values.length; i++) {
            long delta = values[i] - values[i - 1]; // may wrap; the sum wraps back
            if (delta == 0) {
                waiting++;
            } else {
                for (; waiting > 0; waiting--) {
                    column.addDeltas(0);
                }
                column.addDeltas(delta);
            }
        }
        return column.build();
    }
}
