package org.smartmeter.readings;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A column of numbers as bytes, by the differences of neighbours (or the differences of those,
/// where an even step is usual), in whichever way is shorter: as varints in which a run of zeros
/// takes two bytes, or as [RiceCode]. Exact for all 64-bit values, differences wrap.
final class ColumnCodec {

    private static final int VARINTS = 0;
    private static final int RICE = 1;
    private static final int RICE_SIGNED = 2;

    private ColumnCodec() {}

    /// @param order 1: differences; 2: differences of differences
    static void write(ByteArrayOutputStream out, long[] values, int order) {
        long[] differences = differences(values, order);
        byte[] varints = Varints.encode(differences);
        // The first difference is the first value itself, which says nothing about the others.
        long[] rest = Arrays.copyOfRange(differences, 1, differences.length);
        boolean signed = false;
        for (long difference : rest) {
            signed |= difference < 0;
        }
        if (signed) {
            for (int i = 0; i < rest.length; i++) {
                rest[i] = Varints.zigzag(rest[i]);
            }
        }
        byte[] rice = RiceCode.encode(rest);
        if (rice.length + Varints.LONGEST < varints.length) {
            out.write(signed ? RICE_SIGNED : RICE);
            Varints.write(out, Varints.zigzag(differences[0]));
            Varints.write(out, rice.length);
            out.writeBytes(rice);
        } else {
            out.write(VARINTS);
            out.writeBytes(varints);
        }
    }

    /// @param rows at least one
    /// @throws IllegalStateException if there is no such column
    static long[] read(ByteBuffer in, int rows, int order) {
        int way = in.get();
        long[] differences =
                switch (way) {
                    case VARINTS -> Varints.decode(in, rows);
                    case RICE, RICE_SIGNED -> rice(in, rows, way == RICE_SIGNED);
                    default -> throw new IllegalStateException("a column written in way " + way);
                };
        sum(differences, order);
        return differences;
    }

    private static long[] rice(ByteBuffer in, int rows, boolean signed) {
        long[] differences = new long[rows];
        differences[0] = Varints.unzigzag(Varints.read(in));
        long length = Varints.read(in);
        if (length < 0 || length > in.remaining()) {
            throw new IllegalStateException("a column is cut off");
        }
        long[] rest =
                RiceCode.decode(
                        in.array(), in.arrayOffset() + in.position(), (int) length, rows - 1);
        in.position(in.position() + (int) length);
        for (int i = 0; i < rest.length; i++) {
            differences[i + 1] = signed ? Varints.unzigzag(rest[i]) : rest[i];
        }
        return differences;
    }

    private static long[] differences(long[] values, int order) {
        long[] differences = new long[values.length];
        long previous = 0;
        long previousStep = 0;
        for (int i = 0; i < values.length; i++) {
            long step = values[i] - previous;
            differences[i] = order == 2 ? step - previousStep : step;
            previous = values[i];
            previousStep = step;
        }
        return differences;
    }

    /// Turns differences into values, in place.
    static void sum(long[] differences, int order) {
        long value = 0;
        long step = 0;
        for (int i = 0; i < differences.length; i++) {
            step = order == 2 ? step + differences[i] : differences[i];
            value += step;
            differences[i] = value;
        }
    }
}
