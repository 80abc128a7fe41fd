package org.smartmeter.readings;

import java.util.Arrays;

/// Rows of one run as they come, by column.
final class RowGatherer {

    private static final int FEW = 32;

    private long[] sequences = new long[FEW];
    private long[] times = new long[FEW];
    private long[] statuses = new long[FEW];
    private final long[][] columns;
    private int rows;

    RowGatherer(int width) {
        this.columns = new long[width][FEW];
    }

    void add(long sequence, long time, int status, long[][] from, int row) {
        if (rows == sequences.length) {
            int length = 2 * rows;
            sequences = Arrays.copyOf(sequences, length);
            times = Arrays.copyOf(times, length);
            statuses = Arrays.copyOf(statuses, length);
            for (int i = 0; i < columns.length; i++) {
                columns[i] = Arrays.copyOf(columns[i], length);
            }
        }
        sequences[rows] = sequence;
        times[rows] = time;
        statuses[rows] = status;
        for (int i = 0; i < columns.length; i++) {
            columns[i][rows] = from[i][row];
        }
        rows++;
    }

    RowBlock block() {
        return new RowBlock(sequences, times, statuses, columns).part(0, rows);
    }
}
