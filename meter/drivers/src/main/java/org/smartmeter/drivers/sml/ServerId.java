package org.smartmeter.drivers.sml;

import java.util.HexFormat;
import java.util.Optional;

/// How a meter names itself. Most follow DIN 43863-5: a length, the medium, three letters of the
/// maker, a block and the number of manufacture, printed on the case as `1DZG0042082910`.
record ServerId(byte[] bytes) {

    private static final int LENGTH = 10;
    private static final int DIN_2010 = 0x09;
    private static final int DIN_2012 = 0x0a;

    /// As printed on the case, or as text, or in hexadecimal.
    String text() {
        if (!isDin()) {
            return new SmlElement.Octets(0, bytes).text();
        }
        return String.format("%X%s%02X%08d", bytes[1] & 0xff, maker(), bytes[5] & 0xff, number());
    }

    private boolean isDin() {
        if (bytes.length != LENGTH || bytes[0] != DIN_2010 && bytes[0] != DIN_2012) {
            return false;
        }
        return maker().chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }

    private String maker() {
        return "" + (char) bytes[2] + (char) bytes[3] + (char) bytes[4];
    }

    private long number() {
        return Long.parseLong(HexFormat.of().formatHex(bytes, 6, LENGTH), 16);
    }

    /// Whether the meter is of the series DVS74 of DZG before its correction. Those send a power
    /// from 0x8000 hundredths of a watt on in as many bytes as an unsigned number needs, but marked
    // as signed; other
    /// meters of the maker, and this series from number 60000000 on, do it right. The ranges are
    /// those the maker named (volkszaehler/libsml, pull request 136).
    boolean sendsPositivePowerTooShort() {
        if (!isDin() || !maker().equals("DZG")) {
            return false;
        }
        long number = number();
        return number >= 42_000_000 && number <= 48_999_999
                || number >= 55_000_000 && number <= 58_999_999;
    }

    static Optional<ServerId> of(SmlElement element) {
        return element instanceof SmlElement.Octets octets
                ? Optional.of(new ServerId(octets.bytes()))
                : Optional.empty();
    }
}
