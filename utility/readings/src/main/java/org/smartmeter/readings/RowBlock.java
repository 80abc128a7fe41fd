package org.smartmeter.readings;

import java.util.Comparator;
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

    /// How many numbers beside sequences, times and statuses.
    int values() {
        return sequences.length * columns.length;
    }

    /// The values of one row.
    long[] values(int row) {
        long[] values = new long[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = columns[i][row];
        }
        return values;
    }

    /// The rows of all, in the order of their records.
    ///
    /// @param blocks of which none has a record between two of another
    static RowBlock joined(List<RowBlock> blocks) {
        List<RowBlock> inOrder =
                blocks.stream()
                        .sorted(Comparator.comparingLong(block -> block.sequences[0]))
                        .toList();
        int width = inOrder.getFirst().columns.length;
        long[][] columns = new long[width][];
        for (int i = 0; i < width; i++) {
            int column = i;
            columns[i] = join(inOrder, block -> block.columns[column]);
        }
        return new RowBlock(
                join(inOrder, RowBlock::sequences),
                join(inOrder, RowBlock::times),
                join(inOrder, RowBlock::statuses),
                columns);
    }

    /// The rows from `start` up to, not including, `end`.
    RowBlock part(int start, int end) {
        long[][] cut = new long[columns.length][];
        for (int i = 0; i < columns.length; i++) {
            cut[i] = part(columns[i], start, end);
        }
        return new RowBlock(
                part(sequences, start, end),
                part(times, start, end),
                part(statuses, start, end),
                cut);
    }

    private static long[] part(long[] column, int start, int end) {
        long[] cut = new long[end - start];
        System.arraycopy(column, start, cut, 0, cut.length);
        return cut;
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
