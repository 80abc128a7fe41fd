package org.smartmeter.readings;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A column of numbers behind its first as bytes: by the differences of neighbours (or the
/// differences of those, where an even step is usual), in whichever way is shorter: as varints in
/// which a run of zeros takes two bytes, or as [RiceCode]; nothing but zeros as one byte. Exact for
// all 64-bit values, differences
/// wrap.
final class ColumnCodec {

    private static final int VARINTS = 0;
    private static final int RICE = 1;
    private static final int RICE_SIGNED = 2;
    private static final int ALL_ZERO = 3;

    /// The length that goes before Rice codes.
    private static final int LENGTH_BYTES = 3;

    private ColumnCodec() {}

    /// @param order 1: differences; 2: differences of differences
    static void write(ByteArrayOutputStream out, long[] values, int order) {
        long[] differences = differences(values, order);
        if (Arrays.stream(differences).allMatch(difference -> difference == 0)) {
            out.write(ALL_ZERO);
            return;
        }
        byte[] varints = Varints.encode(differences);
        boolean signed = false;
        for (long difference : differences) {
            signed |= difference < 0;
        }
        if (signed) {
            for (int i = 0; i < differences.length; i++) {
                differences[i] = Varints.zigzag(differences[i]);
            }
        }
        byte[] rice = RiceCode.encode(differences);
        if (rice.length + LENGTH_BYTES < varints.length) {
            out.write(signed ? RICE_SIGNED : RICE);
            Varints.write(out, rice.length);
            out.writeBytes(rice);
        } else {
            out.write(VARINTS);
            out.writeBytes(varints);
        }
    }

    /// @param rows at least one
    /// @throws IllegalStateException if there is no such column
    static long[] read(ByteBuffer in, int rows, int order, long first) {
        int way = in.get();
        long[] differences =
                switch (way) {
                    case VARINTS -> Varints.decode(in, rows - 1);
                    case ALL_ZERO -> new long[rows - 1];
                    case RICE -> rice(in, rows - 1);
                    case RICE_SIGNED -> unzigzag(rice(in, rows - 1));
                    default -> throw new IllegalStateException("a column written in way " + way);
                };
        long[] values = new long[rows];
        values[0] = first;
        System.arraycopy(sum(first, differences, order), 0, values, 1, rows - 1);
        return values;
    }

    private static long[] rice(ByteBuffer in, int count) {
        long length = Varints.read(in);
        if (length < 0 || length > in.remaining()) {
            throw new IllegalStateException("a column is cut off");
        }
        int offset = in.arrayOffset() + in.position();
        in.position(in.position() + (int) length);
        return RiceCode.decode(in.array(), offset, (int) length, count);
    }

    private static long[] unzigzag(long[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Varints.unzigzag(values[i]);
        }
        return values;
    }

    private static long[] differences(long[] values, int order) {
        long[] differences = new long[values.length - 1];
        long previousStep = 0;
        for (int i = 1; i < values.length; i++) {
            long step = values[i] - values[i - 1];
            differences[i - 1] = order == 2 ? step - previousStep : step;
            previousStep = step;
        }
        return differences;
    }

    /// Turns differences into values, in place.
    ///
    /// @param before the value before the first
    static long[] sum(long before, long[] differences, int order) {
        long value = before;
        long step = 0;
        for (int i = 0; i < differences.length; i++) {
            step = order == 2 ? step + differences[i] : differences[i];
            value += step;
            differences[i] = value;
        }
        return differences;
    }
}
