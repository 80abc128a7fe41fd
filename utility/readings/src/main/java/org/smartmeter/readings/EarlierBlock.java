package org.smartmeter.readings;

/// Reads blocks as they were written when each journal had its own: in version 1 all columns as
/// varints, in version 2 with the first and last row before them.
final class EarlierBlock {

    private static final int MOST_ROWS = 1 << 20;
    private static final int MOST_COLUMNS = 255;

    private EarlierBlock() {}

    /// @throws IllegalStateException if the bytes are not such a block: the database is damaged
    static RowBlock read(byte[] bytes) {
        PackedReader in = new PackedReader(bytes);
        int version = in.get();
        int rows = in.count(1, MOST_ROWS);
        int width = in.count(0, MOST_COLUMNS);
        RowBlock block =
                switch (version) {
                    case 1 -> varints(in, rows, width);
                    case 2 -> withEdges(in, rows, width);
                    default -> throw in.damaged("version " + version);
                };
        in.expect(bytes.length);
        return block;
    }

    private static RowBlock varints(PackedReader in, int rows, int width) {
        long[] sequences = ColumnCodec.readVarints(in, rows, 2);
        long[] times = ColumnCodec.readVarints(in, rows, 2);
        long[] statuses = ColumnCodec.readVarints(in, rows, 1);
        long[][] columns = new long[width][];
        for (int i = 0; i < width; i++) {
            columns[i] = ColumnCodec.readVarints(in, rows, 1);
        }
        return new RowBlock(sequences, times, statuses, columns);
    }

    private static RowBlock withEdges(PackedReader in, int rows, int width) {
        in.get(); // whether times rise
        in.number(); // the widest step
        long firstSequence = in.signed();
        in.signed();
        long firstTime = in.signed();
        in.signed();
        long firstStatus = in.signed();
        long[] first = new long[width];
        for (int i = 0; i < width; i++) {
            first[i] = in.signed();
            in.signed();
        }
        long[] sequences = ColumnCodec.readWithLength(in, firstSequence, rows, 2);
        long[] times = ColumnCodec.readWithLength(in, firstTime, rows, 2);
        long[] statuses = ColumnCodec.readWithLength(in, firstStatus, rows, 1);
        long[][] columns = new long[width][];
        for (int i = 0; i < width; i++) {
            columns[i] = ColumnCodec.readWithLength(in, first[i], rows, 1);
        }
        return new RowBlock(sequences, times, statuses, columns);
    }
}
