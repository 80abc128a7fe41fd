package org.smartmeter.readings;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads what [PackedWriter] wrote, from byte to byte. What comes out of the database was checked
/// when it went in, so anything that does not fit is damage: an [IllegalStateException].
final class PackedReader {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;

    PackedReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    PackedReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    boolean hasMore() {
        return position < end;
    }

    int position() {
        return position;
    }

    /// @throws IllegalStateException if it is not between here and the end
    void moveTo(int newPosition) {
        if (newPosition < position || newPosition > end) {
            throw damaged("a length leads out of it");
        }
        position = newPosition;
    }

    /// @throws IllegalStateException if this is another place
    void expect(int there) {
        if (position != there) {
            throw damaged("something ends elsewhere, at " + there);
        }
    }

    int get() {
        if (position >= end) {
            throw damaged("it is cut off");
        }
        return bytes[position++] & 0xff;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (position >= end) {
                throw damaged("it is cut off");
            }
            byte read = bytes[position++];
            value |= (read & 0x7fL) << shift;
            if (read >= 0) {
                return value;
            }
        }
        throw damaged("a number has no end");
    }

    long signed() {
        return unzigzag(number());
    }

    /// A number that counts something.
    int count(int least, int most) {
        long number = number();
        if (number < least || number > most) {
            throw damaged("a size of " + number);
        }
        return (int) number;
    }

    /// At least 57 bits from this one of the whole array on; behind its end there are zeros.
    long word(long bit) {
        int at = (int) (bit >>> 3);
        if (at + Long.BYTES <= bytes.length) {
            return (long) LONGS.get(bytes, at) >>> (bit & 7);
        }
        long word = 0;
        for (int i = 0; i < Long.BYTES && at + i < bytes.length; i++) {
            word |= (bytes[at + i] & 0xffL) << 8 * i;
        }
        return word >>> (bit & 7);
    }

    static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }

    IllegalStateException damaged(String how) {
        return new IllegalStateException(
                "a block of rows is damaged at byte " + position + " of " + end + ": " + how);
    }
}
