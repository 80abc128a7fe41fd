package org.smartmeter.readings;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// Numbers as varints, seven bits a byte; signed ones zigzag. In a list a run of zeros goes as one
/// zero and the number of further ones.
final class Varints {

    private Varints() {}

    static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }

    static byte[] encode(long[] values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 + values.length);
        int zeros = 0;
        for (long value : values) {
            if (value == 0) {
                zeros++;
                continue;
            }
            zeros = endRun(out, zeros);
            write(out, zigzag(value));
        }
        endRun(out, zeros);
        return out.toByteArray();
    }

    private static int endRun(ByteArrayOutputStream out, int zeros) {
        if (zeros > 0) {
            out.write(0);
            write(out, zeros - 1);
        }
        return 0;
    }

    /// @throws IllegalStateException if it is not so many values
    static long[] decode(ByteBuffer in, int count) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            long value = read(in);
            values[i] = unzigzag(value);
            if (value == 0) {
                long more = read(in);
                if (more < 0 || more >= count - i) {
                    throw new IllegalStateException("a run of zeros leaves its column of a block");
                }
                i += (int) more;
            }
        }
        return values;
    }

    /// @param value as unsigned
    static void write(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    static long read(ByteBuffer in) {
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
