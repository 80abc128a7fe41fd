package org.smartmeter.readings;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A [RowBlock] as bytes: a version, the number of rows and of columns, the [BlockEdges], then what
/// lies between as [ColumnCodec] writes it: of sequences, times, statuses and each register. So a
/// reader who only wants the edges needs the first bytes only. Sequences and times go in even
/// steps. Version 1, without edges and all in varints, is still read.
final class RowBlockCodec {

    /// So many bytes at the beginning of a block hold the edges, unless it has many registers.
    static final int EDGE_BYTES = 256;

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
        BlockEdges.of(block).write(out);
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
            int rows = number(in, 1, MOST_ROWS);
            int width = number(in, 0, MOST_COLUMNS);
            RowBlock block =
                    switch (version) {
                        case VARINTS_ONLY -> varintsOnly(in, rows, width);
                        case VERSION -> withEdges(in, rows, width);
                        default ->
                                throw new IllegalStateException(
                                        "not a block of rows: version " + version);
                    };
            if (in.hasRemaining()) {
                throw new IllegalStateException(in.remaining() + " bytes after a block of rows");
            }
            return block;
        } catch (BufferUnderflowException e) {
            throw new IllegalStateException("a block of rows is cut off", e);
        }
    }

    /// @param bytes the first [#EDGE_BYTES] of a block, or all if it has fewer
    /// @return empty if the block must be read whole
    static Optional<BlockEdges> edges(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            if (in.get() != VERSION) {
                return Optional.empty();
            }
            int rows = number(in, 1, MOST_ROWS);
            return Optional.of(BlockEdges.read(in, rows, number(in, 0, MOST_COLUMNS)));
        } catch (BufferUnderflowException _) {
            return Optional.empty();
        }
    }

    private static int number(ByteBuffer in, int least, int most) {
        long number = Varints.read(in);
        if (number < least || number > most) {
            throw new IllegalStateException("not a block of rows: a size of " + number);
        }
        return (int) number;
    }

    private static RowBlock withEdges(ByteBuffer in, int rows, int width) {
        BlockEdges edges = BlockEdges.read(in, rows, width);
        long[] sequences = ColumnCodec.read(in, rows, 2, edges.firstSequence());
        long[] times = ColumnCodec.read(in, rows, 2, edges.firstTime());
        long[] statuses = ColumnCodec.read(in, rows, 1, edges.firstStatus());
        long[][] columns = new long[width][];
        for (int i = 0; i < width; i++) {
            columns[i] = ColumnCodec.read(in, rows, 1, edges.first()[i]);
        }
        return new RowBlock(sequences, times, statuses, columns);
    }

    private static RowBlock varintsOnly(ByteBuffer in, int rows, int width) {
        long[] sequences = ColumnCodec.sum(0, Varints.decode(in, rows), 2);
        long[] times = ColumnCodec.sum(0, Varints.decode(in, rows), 2);
        long[] statuses = ColumnCodec.sum(0, Varints.decode(in, rows), 1);
        long[][] columns = new long[width][];
        for (int i = 0; i < width; i++) {
            columns[i] = ColumnCodec.sum(0, Varints.decode(in, rows), 1);
        }
        return new RowBlock(sequences, times, statuses, columns);
    }
}
