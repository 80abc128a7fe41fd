package org.smartmeter.readings;

import java.util.Arrays;

/// Bytes that grow: numbers as varints, seven bits a byte, the lowest first; signed ones zigzag.
final class PackedWriter {

    private static final int LONGEST_NUMBER = 10;

    private byte[] bytes;
    private int size;

    PackedWriter(int expectedBytes) {
        this.bytes = new byte[Math.max(16, expectedBytes)];
    }

    void put(int oneByte) {
        room(1);
        bytes[size++] = (byte) oneByte;
    }

    /// @param value as unsigned
    void number(long value) {
        room(LONGEST_NUMBER);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void signed(long value) {
        number(zigzag(value));
    }

    /// All that the other one has.
    void append(PackedWriter other) {
        append(other.bytes, 0, other.size);
    }

    void append(byte[] more, int from, int to) {
        room(to - from);
        System.arraycopy(more, from, bytes, size, to - from);
        size += to - from;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /// How many bytes [#number] takes for it.
    static int lengthOf(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
