package org.smartmeter.wire;

import java.util.Arrays;

/// Writes the numbers of canonical records: LEB128, least significant group first, always in the
/// fewest bytes; signed ones zigzag first (0, −1, 1, −2 … become 0, 1, 2, 3 …).
final class CanonicalWriter {

    private static final int LONGEST_NUMBER = 10;

    private byte[] bytes = new byte[64];
    private int length;

    CanonicalWriter unsigned(long value) {
        room(LONGEST_NUMBER);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    CanonicalWriter signed(long value) {
        return unsigned((value << 1) ^ (value >> 63));
    }

    CanonicalWriter raw(byte... more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    /// What was written; the writer is empty again.
    byte[] take() {
        byte[] written = Arrays.copyOf(bytes, length);
        length = 0;
        return written;
    }

    /// The bytes themselves, of which the first [#length] were written.
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
