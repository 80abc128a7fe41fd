package org.smartmeter.board.wifi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A network's name as `wpa_supplicant` prints it: backslash, quotation mark, `\e`, `\n`, `\r`,
/// `\t` and `\xNN` for bytes that are no printable ASCII.
final class EscapedName {

    private static final int HEX = 16;

    private EscapedName() {}

    static String read(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); at++) {
            char here = text.charAt(at);
            if (here != '\\' || at + 1 == text.length()) {
                bytes.write(here);
                continue;
            }
            at++;
            char kind = text.charAt(at);
            if (kind == 'x' && at + 2 < text.length() && isHex(text, at + 1)) {
                bytes.write(Integer.parseInt(text, at + 1, at + 3, HEX));
                at += 2;
            } else {
                bytes.write(
                        switch (kind) {
                            case 'e' -> 0x1b;
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 't' -> '\t';
                            default -> kind;
                        });
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isHex(String text, int at) {
        return Character.digit(text.charAt(at), HEX) >= 0
                && Character.digit(text.charAt(at + 1), HEX) >= 0;
    }
}
