package org.smartmeter.drivers.serial;

/// How bytes go over a serial line.
///
/// @param baud bits per second
/// @param form data bits, parity, stop bits
public record LineSettings(int baud, Form form) {

    public enum Form {
        EIGHT_NONE_ONE,
        /// IEC 62056-21 and DSMR before version 4.
        SEVEN_EVEN_ONE
    }

    public static LineSettings of8N1(int baud) {
        return new LineSettings(baud, Form.EIGHT_NONE_ONE);
    }

    public static LineSettings of7E1(int baud) {
        return new LineSettings(baud, Form.SEVEN_EVEN_ONE);
    }
}
