package org.smartmeter.drivers.telegram;

/// The 16-bit checksums of telegrams, all of them reflected.
public enum Crc16 {
    /// DSMR P1: polynomial 0xA001, begins with 0.
    ARC(0xA001, 0, 0),
    /// Modbus RTU: polynomial 0xA001, begins with 0xFFFF.
    MODBUS(0xA001, 0xFFFF, 0),
    /// SML (ISO/IEC 13239, DIN EN 62056-46): polynomial 0x8408, begins with 0xFFFF, inverted.
    X25(0x8408, 0xFFFF, 0xFFFF),
    /// What some meters of Holley send in place of X25: begins with 0, not inverted.
    KERMIT(0x8408, 0, 0);

    private final int first;
    private final int inversion;
    private final int[] table = new int[256];

    Crc16(int polynomial, int first, int inversion) {
        this.first = first;
        this.inversion = inversion;
        for (int value = 0; value < table.length; value++) {
            int crc = value;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ polynomial;
            }
            table[value] = crc;
        }
    }

    /// Of the bytes from (included) to (excluded).
    public int of(byte[] bytes, int from, int to) {
        int crc = first;
        for (int i = from; i < to; i++) {
            crc = (crc >>> 8) ^ table[(crc ^ bytes[i]) & 0xff];
        }
        return crc ^ inversion;
    }

    public int of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /// Four hexadecimal digits.
    public static String hex(int crc) {
        return String.format("%04X", crc);
    }
}
