package org.smartmeter.drivers.iec62056;

/// The parity bit of a line of seven data bits and even parity (7E1) that was captured as eight.
final class Parity {

    private Parity() {}

    /// The bytes without their parity bit, if every byte has even parity and one has the bit set;
    /// else the bytes as they are.
    static byte[] strip(byte[] bytes) {
        boolean any = false;
        for (byte it : bytes) {
            if (Integer.bitCount(it & 0xff) % 2 != 0) {
                return bytes;
            }
            any |= it < 0;
        }
        if (!any) {
            return bytes;
        }
        byte[] plain = new byte[bytes.length];
        for (int k = 0; k < bytes.length; k++) {
            plain[k] = (byte) (bytes[k] & 0x7f);
        }
        return plain;
    }
}
