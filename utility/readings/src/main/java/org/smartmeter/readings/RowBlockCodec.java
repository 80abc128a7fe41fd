package org.smartmeter.readings;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// A [RowBlock] as bytes: a version, the number of rows and of columns, then sequences, times,
/// statuses and each register as [ColumnCodec] writes them. Sequences and times go in even steps.
/// Version 1, which knew varints only, is still read.
final class RowBlockCodec {

    private static final int VARINTS_ONLY = 1;
    private static final int VERSION = 2;
    private static final int MOST_ROWS = 1 << 20;
    private static final int MOST_COLUMNS = 255;

    private RowBlockCodec() {}

    static byte[] encode(RowBlock block) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 + 2 * block.rows());
        out.write(VERSION);
        Varints.write(out, block.rows());
        Varints.write(out, block.columns().length);
        ColumnCodec.write(out, block.sequences(), 2);
        ColumnCodec.write(out, block.times(), 2);
        ColumnCodec.write(out, block.statuses(), 1);
        for (long[] column : block.columns()) {
            ColumnCodec.write(out, column, 1);
        }
        return out.toByteArray();
    }

    /// @throws IllegalStateException if the bytes are not a block: the database is damaged
    static RowBlock decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            int version = in.get();
            long rows = Varints.read(in);
            long width = Varints.read(in);
            if (version != VERSION && version != VARINTS_ONLY
                    || rows < 1
                    || rows > MOST_ROWS
                    || width < 0
                    || width > MOST_COLUMNS) {
                throw new IllegalStateException(
                        "not a block of rows: version " + version + ", " + rows + " × " + width);
            }
            long[] sequences = column(in, version, (int) rows, 2);
            long[] times = column(in, version, (int) rows, 2);
            long[] statuses = column(in, version, (int) rows, 1);
            long[][] columns = new long[(int) width][];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = column(in, version, (int) rows, 1);
            }
            if (in.hasRemaining()) {
                throw new IllegalStateException(in.remaining() + " bytes after a block of rows");
            }
            return new RowBlock(sequences, times, statuses, columns);
        } catch (BufferUnderflowException e) {
            throw new IllegalStateException("a block of rows is cut off", e);
        }
    }

    private static long[] column(ByteBuffer in, int version, int rows, int order) {
        if (version == VERSION) {
            return ColumnCodec.read(in, rows, order);
        }
        long[] values = Varints.decode(in, rows);
        ColumnCodec.sum(values, order);
        return values;
    }
}
