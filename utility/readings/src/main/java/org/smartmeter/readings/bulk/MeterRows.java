package org.smartmeter.readings.bulk;

import java.util.Arrays;
import org.smartmeter.terms.MeterId;

/// Rows of one meter in the order in which a table has them.
final class MeterRows {

    private static final int ROOM = 64;

    private final MeterId meter;
    private int count;
    private long[] ends = new long[ROOM];
    private long[] lines = new long[ROOM];
    private boolean[] newEpochs = new boolean[ROOM];
    private final long[][] columns;

    MeterRows(MeterId meter, int registers) {
        this.meter = meter;
        this.columns = new long[registers][ROOM];
    }

    /// @param end of the interval, ms
    /// @param values of the registers, in thousandths (mWh)
    void add(long line, long end, boolean newEpoch, long[] values) {
        if (count == ends.length) {
            int room = 2 * count;
            ends = Arrays.copyOf(ends, room);
            lines = Arrays.copyOf(lines, room);
            newEpochs = Arrays.copyOf(newEpochs, room);
            Arrays.setAll(columns, i -> Arrays.copyOf(columns[i], room));
        }
        ends[count] = end;
        lines[count] = line;
        newEpochs[count] = newEpoch;
        for (int i = 0; i < columns.length; i++) {
            columns[i][count] = values[i];
        }
        count++;
    }

    MeterId meter() {
        return meter;
    }

    int count() {
        return count;
    }

    long end(int row) {
        return ends[row];
    }

    long line(int row) {
        return lines[row];
    }

    /// The row begins a new epoch: the register may be below what it was before.
    boolean newEpoch(int row) {
        return newEpochs[row];
    }

    long value(int column, int row) {
        return columns[column][row];
    }

    /// Numbers of the rows in order of time; those of one instant in the order of the table.
    int[] byTime() {
        int[] order = new int[count];
        boolean ordered = true;
        for (int i = 0; i < count; i++) {
            order[i] = i;
            ordered &= i == 0 || ends[i] >= ends[i - 1];
        }
        if (ordered) {
            return order;
        }
        return Arrays.stream(order)
                .boxed()
                .sorted(java.util.Comparator.comparingLong(i -> ends[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
