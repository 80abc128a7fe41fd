package org.smartmeter.readings;

import java.util.Arrays;

/// A column of numbers behind its first as bytes: by the differences of neighbours (or the
/// differences of those, where an even step is usual), in whichever way is shorter: as varints in
/// which a run of zeros takes two bytes, or as [RiceCode]; nothing but zeros as one byte. Exact
/// for all 64-bit values, differences wrap.
final class ColumnCodec {

    private static final int VARINTS = 0;
    private static final int RICE = 1;
    private static final int RICE_SIGNED = 2;
    private static final int ALL_ZERO = 3;

    private ColumnCodec() {}

    /// @param order 1: differences; 2: differences of differences
    static void write(PackedWriter out, long[] values, int order) {
        long[] differences = differences(values, order);
        boolean zero = true;
        boolean signed = false;
        for (long difference : differences) {
            zero &= difference == 0;
            signed |= difference < 0;
        }
        if (zero) {
            out.put(ALL_ZERO);
            return;
        }
        long[] numbers = differences;
        if (signed) {
            numbers = new long[differences.length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = PackedWriter.zigzag(differences[i]);
            }
        }
        RiceCode rice = new RiceCode(numbers, numbers.length);
        if (rice.length() < varintsLength(differences)) {
            out.put(signed ? RICE_SIGNED : RICE);
            rice.write(out);
        } else {
            out.put(VARINTS);
            writeVarints(out, differences);
        }
    }

    /// @param first the value before the differences; it goes to `into[at]`
    /// @param rows at least one, with the first
    /// @throws IllegalStateException if there is no such column
    static void read(PackedReader in, long first, int rows, int order, long[] into, int at) {
        read(in.get(), in, first, rows, order, into, at);
    }

    private static void read(
            int way, PackedReader in, long first, int rows, int order, long[] into, int at) {
        into[at] = first;
        int from = at + 1;
        int end = at + rows;
        switch (way) {
            case VARINTS -> readVarints(in, into, from, end);
            case ALL_ZERO -> {
                for (int i = from; i < end; i++) {
                    into[i] = 0;
                }
            }
            case RICE -> RiceCode.read(in, rows - 1, into, from);
            case RICE_SIGNED -> {
                RiceCode.read(in, rows - 1, into, from);
                for (int i = from; i < end; i++) {
                    into[i] = PackedReader.unzigzag(into[i]);
                }
            }
            default -> throw in.damaged("a column written in way " + way);
        }
        sum(into, at, end, order);
    }

    /// A column as it was written before, when the length of Rice codes stood before them.
    static long[] readWithLength(PackedReader in, long first, int rows, int order) {
        int way = in.get();
        if (way == RICE || way == RICE_SIGNED) {
            in.number();
        }
        long[] column = new long[rows];
        read(way, in, first, rows, order, column, 0);
        return column;
    }

    /// A column of varints alone, its first value among them.
    static long[] readVarints(PackedReader in, int rows, int order) {
        long[] values = new long[rows + 1];
        readVarints(in, values, 1, rows + 1);
        sum(values, 0, rows + 1, order);
        return Arrays.copyOfRange(values, 1, rows + 1);
    }

    /// Turns differences behind the first value into values, in place.
    private static void sum(long[] values, int first, int end, int order) {
        long value = values[first];
        if (order == 1) {
            for (int i = first + 1; i < end; i++) {
                value += values[i];
                values[i] = value;
            }
            return;
        }
        long step = 0;
        for (int i = first + 1; i < end; i++) {
            step += values[i];
            value += step;
            values[i] = value;
        }
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

    /// Zeros go as one zero and the number of further ones.
    private static void writeVarints(PackedWriter out, long[] differences) {
        for (int i = 0; i < differences.length; i++) {
            out.signed(differences[i]);
            if (differences[i] == 0) {
                int more = zerosBehind(differences, i);
                out.number(more);
                i += more;
            }
        }
    }

    /// How many bytes [#writeVarints] takes.
    private static int varintsLength(long[] differences) {
        int length = 0;
        for (int i = 0; i < differences.length; i++) {
            length += PackedWriter.lengthOf(PackedWriter.zigzag(differences[i]));
            if (differences[i] == 0) {
                int more = zerosBehind(differences, i);
                length += PackedWriter.lengthOf(more);
                i += more;
            }
        }
        return length;
    }

    private static int zerosBehind(long[] differences, int zero) {
        int i = zero;
        while (i + 1 < differences.length && differences[i + 1] == 0) {
            i++;
        }
        return i - zero;
    }

    private static void readVarints(PackedReader in, long[] into, int from, int end) {
        for (int i = from; i < end; i++) {
            long value = in.signed();
            into[i] = value;
            if (value == 0) {
                int more = in.count(0, end - i - 1);
                for (int zeros = 0; zeros < more; zeros++) {
                    into[++i] = 0;
                }
            }
        }
    }
}
