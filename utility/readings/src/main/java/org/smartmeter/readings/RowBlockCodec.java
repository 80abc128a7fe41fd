package org.smartmeter.readings;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// A [RowBlock] as bytes: a version, the number of rows and of columns, then sequences, times,
/// statuses and each register. Numbers are zigzag varints of differences; sequences and times
/// differ from an even step, so they go as differences of differences; a run of zeros goes as one
/// zero and the number of further ones. Exact for all 64-bit values, differences wrap.
final class RowBlockCodec {

    private static final int VERSION = 1;
    private static final int MOST_ROWS = 1 << 20;
    private static final int MOST_COLUMNS = 255;

    private RowBlockCodec() {}

    static byte[] encode(RowBlock block) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 + 2 * block.rows());
        out.write(VERSION);
        writeUnsigned(out, block.rows());
        writeUnsigned(out, block.columns().length);
        writeColumn(out, block.sequences(), 2);
        writeColumn(out, block.times(), 2);
        writeColumn(out, block.statuses(), 1);
        for (long[] column : block.columns()) {
            writeColumn(out, column, 1);
        }
        return out.toByteArray();
    }

    /// @throws IllegalStateException if the bytes are not a block: the database is damaged
    static RowBlock decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            int version = in.get();
            long rows = readUnsigned(in);
            long width = readUnsigned(in);
            if (version != VERSION || rows < 1 || rows > MOST_ROWS || width > MOST_COLUMNS) {
                throw new IllegalStateException(
                        "not a block of rows: version " + version + ", " + rows + " × " + width);
            }
            long[] sequences = readColumn(in, (int) rows, 2);
            long[] times = readColumn(in, (int) rows, 2);
            long[] statuses = readColumn(in, (int) rows, 1);
            long[][] columns = new long[(int) width][];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = readColumn(in, (int) rows, 1);
            }
            if (in.hasRemaining()) {
                throw new IllegalStateException(in.remaining() + " bytes after a block of rows");
            }
            return new RowBlock(sequences, times, statuses, columns);
        } catch (BufferUnderflowException e) {
            throw new IllegalStateException("a block of rows is cut off", e);
        }
    }

    private static void writeColumn(ByteArrayOutputStream out, long[] values, int order) {
        long previous = 0;
        long previousStep = 0;
        int zeros = 0;
        for (long value : values) {
            long step = value - previous;
            long written = order == 2 ? step - previousStep : step;
            previous = value;
            previousStep = step;
            if (written == 0) {
                zeros++;
                continue;
            }
            zeros = endRun(out, zeros);
            writeUnsigned(out, (written << 1) ^ (written >> 63));
        }
        endRun(out, zeros);
    }

    private static int endRun(ByteArrayOutputStream out, int zeros) {
        if (zeros > 0) {
            out.write(0);
            writeUnsigned(out, zeros - 1);
        }
        return 0;
    }

    private static long[] readColumn(ByteBuffer in, int rows, int order) {
        long[] values = new long[rows];
        long previous = 0;
        long previousStep = 0;
        long zeros = 0;
        for (int i = 0; i < rows; i++) {
            long read = 0;
            if (zeros > 0) {
                zeros--;
            } else {
                long zigzag = readUnsigned(in);
                read = (zigzag >>> 1) ^ -(zigzag & 1);
                if (zigzag == 0) {
                    zeros = readUnsigned(in);
                }
            }
            previousStep = order == 2 ? previousStep + read : read;
            previous += previousStep;
            values[i] = previous;
        }
        if (zeros != 0) {
            throw new IllegalStateException("a run of zeros leaves its column of a block");
        }
        return values;
    }

    private static void writeUnsigned(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static long readUnsigned(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte read = in.get();
            value |= (read & 0x7fL) << shift;
            if (read >= 0) {
                return value;
            }
        }
        throw new IllegalStateException("a number in a block of rows has no end");
    }
}
