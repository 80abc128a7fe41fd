package org.smartmeter.drivers.sml;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/// A value of an SML message (TR-03109-1 annex IV, "SML binary encoding").
///
/// Every one knows where its first byte stands in the message bytes, so that damage can be named.
sealed interface SmlElement {

    int at();

    /// A value left out (0x01): an empty octet string, which the encoding does not tell apart.
    record Absent(int at) implements SmlElement {}

    /// The zero byte behind a message.
    record EndOfMessage(int at) implements SmlElement {}

    /// @param bytes not to be changed
    record Octets(int at, byte[] bytes) implements SmlElement {

        boolean isText() {
            for (byte it : bytes) {
                if (it < ' ' || it > '~') {
                    return false;
                }
            }
            return bytes.length > 0;
        }

        /// Printable characters as they are, anything else in hexadecimal.
        String text() {
            return isText()
                    ? new String(bytes, StandardCharsets.US_ASCII)
                    : HexFormat.of().withUpperCase().formatHex(bytes);
        }
    }

    record Truth(int at, boolean value) implements SmlElement {}

    /// @param length bytes sent, 1…8: any number of them is allowed
    record Whole(int at, BigInteger value, boolean signed, int length) implements SmlElement {}

    record Items(int at, List<SmlElement> elements) implements SmlElement {}
}
