package org.smartmeter.readings;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Believed rows of one definition by column, in the order of their records. The arrays are never
/// changed.
///
/// @param times ends of the intervals, ms
/// @param columns `columns[register][row]`, raw values
record RowBlock(long[] sequences, long[] times, long[] statuses, long[][] columns) {

    int rows() {
        return sequences.length;
    }

    /// The values of one row.
    long[] values(int row) {
        long[] values = new long[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = columns[i][row];
        }
        return values;
    }

    static RowBlock of(List<Verdict.Believed> rows) {
        int width = rows.getFirst().row().values().length;
        RowBlock block =
                new RowBlock(
                        new long[rows.size()],
                        new long[rows.size()],
                        new long[rows.size()],
                        new long[width][rows.size()]);
        for (int i = 0; i < rows.size(); i++) {
            Verdict.Believed one = rows.get(i);
            block.sequences[i] = one.record().sequence();
            block.times[i] = one.row().time().toEpochMilli();
            block.statuses[i] = one.row().status();
            for (int column = 0; column < width; column++) {
                block.columns[column][i] = one.row().values()[column];
            }
        }
        return block;
    }

    /// These rows and then the other's.
    RowBlock plus(RowBlock other) {
        return joined(List.of(this, other));
    }

    /// The rows of all, in the order of the list.
    static RowBlock joined(List<RowBlock> blocks) {
        int width = blocks.getFirst().columns.length;
        long[][] columns = new long[width][];
        for (int i = 0; i < width; i++) {
            int column = i;
            columns[i] = join(blocks, block -> block.columns[column]);
        }
        return new RowBlock(
                join(blocks, RowBlock::sequences),
                join(blocks, RowBlock::times),
                join(blocks, RowBlock::statuses),
                columns);
    }

    /// The rows from `start` up to, not including, `end`.
    RowBlock part(int start, int end) {
        long[][] cut = new long[columns.length][];
        for (int i = 0; i < columns.length; i++) {
            cut[i] = Arrays.copyOfRange(columns[i], start, end);
        }
        return new RowBlock(
                Arrays.copyOfRange(sequences, start, end),
                Arrays.copyOfRange(times, start, end),
                Arrays.copyOfRange(statuses, start, end),
                cut);
    }

    long latestTime() {
        return Arrays.stream(times).max().orElseThrow();
    }

    long earliestTime() {
        return Arrays.stream(times).min().orElseThrow();
    }

    private static long[] join(List<RowBlock> blocks, Function<RowBlock, long[]> column) {
        long[] joined = new long[blocks.stream().mapToInt(RowBlock::rows).sum()];
        int at = 0;
        for (RowBlock block : blocks) {
            System.arraycopy(column.apply(block), 0, joined, at, block.rows());
            at += block.rows();
        }
        return joined;
    }
}
