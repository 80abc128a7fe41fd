package org.smartmeter.board.software;

/// The checksum of the command `cksum`, which every shell has (POSIX.1-2017, cksum): CRC-32 with
// the
/// generator of Ethernet, most significant bit first, over the bytes and then their number.
final class Cksum {

    private static final int GENERATOR = 0x04C11DB7;

    private Cksum() {}

    static long of(byte[] bytes) {
        int crc = 0;
        for (byte each : bytes) {
            crc = next(crc, each);
        }
        for (int length = bytes.length; length != 0; length >>>= Byte.SIZE) {
            crc = next(crc, (byte) length);
        }
        return Integer.toUnsignedLong(~crc);
    }

    private static int next(int crc, byte value) {
        int shifted = crc ^ Byte.toUnsignedInt(value) << 24;
        for (int bit = 0; bit < Byte.SIZE; bit++) {
            shifted = shifted << 1 ^ (shifted < 0 ? GENERATOR : 0);
        }
        return shifted;
    }
}
