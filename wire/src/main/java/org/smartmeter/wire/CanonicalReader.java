package org.smartmeter.wire;

import java.util.Arrays;

/// Reads what [CanonicalWriter] writes and refuses everything else, so that one object has exactly
/// one byte string.
final class CanonicalReader {

    private final String what;
    private final byte[] bytes;
    private int position;

    /// @param what is being read, for messages
    CanonicalReader(String what, byte[] bytes) {
        this.what = what;
        this.bytes = bytes;
    }

    long unsigned() throws MalformedException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = next();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                if (next == 0 && shift > 0) {
                    throw malformed("a number is not in its shortest form");
                }
                if (shift == 63 && next > 1) {
                    throw malformed("a number is longer than 64 bits");
                }
                return value;
            }
        }
        throw malformed("a number is longer than 64 bits");
    }

    long signed() throws MalformedException {
        long zigzag = unsigned();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /// An unsigned number that may not exceed a bound.
    int bounded(String name, int maximum) throws MalformedException {
        long value = unsigned();
        if (value < 0 || value > maximum) {
            throw malformed(
                    name + " " + Long.toUnsignedString(value) + " is greater than " + maximum);
        }
        return (int) value;
    }

    /// A time in milliseconds.
    long time() throws MalformedException {
        long milliseconds = unsigned();
        if (!RecordTime.fits(milliseconds)) {
            throw malformed(
                    "time " + Long.toUnsignedString(milliseconds) + " ms is outside 1970…9999");
        }
        return milliseconds;
    }

    byte next() throws MalformedException {
        if (position == bytes.length) {
            throw malformed("ends too early");
        }
        return bytes[position++];
    }

    byte[] raw(int count) throws MalformedException {
        if (bytes.length - position < count) {
            throw malformed("ends too early");
        }
        position += count;
        return Arrays.copyOfRange(bytes, position - count, position);
    }

    void end() throws MalformedException {
        if (position != bytes.length) {
            throw malformed((bytes.length - position) + " bytes too many");
        }
    }

    MalformedException malformed(String reason) {
        return new MalformedException(what + ", byte " + position, reason);
    }
}
