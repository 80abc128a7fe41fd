package org.smartmeter.drivers.sml;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.smartmeter.drivers.telegram.Crc16;

/// Writes SML as a meter does, for tests: values in hexadecimal by the encoding's rules.
public final class SmlWriter {

    private SmlWriter() {}

    static byte[] absent() {
        return new byte[] {1};
    }

    static byte[] octets(byte... content) {
        return tagged(0, content);
    }

    static byte[] octets(String hex) {
        return octets(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    static byte[] text(String text) {
        return octets(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    /// @param bytes how many bytes to send it in
    static byte[] signed(long value, int bytes) {
        return whole(5, value, bytes);
    }

    static byte[] unsigned(long value, int bytes) {
        return whole(6, value, bytes);
    }

    private static byte[] whole(int type, long value, int bytes) {
        byte[] content = new byte[bytes];
        for (int k = 0; k < bytes; k++) {
            content[k] = (byte) (value >> 8 * (bytes - 1 - k));
        }
        return tagged(type, content);
    }

    static byte[] list(byte[]... elements) {
        byte[] all = joined(elements);
        return joined(tag(7, elements.length), all);
    }

    private static byte[] tagged(int type, byte[] content) {
        int tagBytes = 1;
        while (content.length + tagBytes >= 1 << 4 * tagBytes) {
            tagBytes++;
        }
        return joined(tag(type, content.length + tagBytes, tagBytes), content);
    }

    private static byte[] tag(int type, int length) {
        return tag(type, length, length < 16 ? 1 : 2);
    }

    private static byte[] tag(int type, int length, int tagBytes) {
        byte[] tag = new byte[tagBytes];
        for (int k = 0; k < tagBytes; k++) {
            int more = k + 1 < tagBytes ? 0x80 : 0;
            int kind = k == 0 ? type << 4 : 0;
            tag[k] = (byte) (more | kind | length >> 4 * (tagBytes - 1 - k) & 15);
        }
        return tag;
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /// A message with its checksum and end.
    static byte[] message(int tag, byte[] body, Crc16 kind) {
        byte[] upToSum =
                joined(
                        tag(7, 6),
                        octets("0001"),
                        unsigned(0, 1),
                        unsigned(0, 1),
                        list(unsigned(tag, 2), body));
        int crc = kind.of(upToSum);
        return joined(upToSum, unsigned((crc & 0xff) << 8 | crc >> 8, 2), new byte[] {0});
    }

    static byte[] response(String server, byte[] time, byte[]... entries) {
        return list(absent(), octets(server), absent(), time, list(entries), absent(), absent());
    }

    static byte[] entry(String obis, int unit, int scaler, byte[] value) {
        return list(
                octets(obis),
                absent(),
                absent(),
                unit == 0 ? absent() : unsigned(unit, 1),
                scaler == 0 ? absent() : signed(scaler, 1),
                value,
                absent());
    }

    /// A file of a response between open and close, in its transport.
    static byte[] file(byte[] response) {
        return transport(
                joined(
                        message(
                                0x0101,
                                list(
                                        absent(),
                                        absent(),
                                        octets("31"),
                                        octets("02"),
                                        absent(),
                                        absent()),
                                Crc16.X25),
                        message(0x0701, response, Crc16.X25),
                        message(0x0201, list(absent()), Crc16.X25)),
                Crc16.X25);
    }

    static byte[] transport(byte[] messages, Crc16 kind) {
        int padding = (4 - messages.length % 4) % 4;
        byte[] padded = java.util.Arrays.copyOf(messages, messages.length + padding);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.writeBytes(HexFormat.of().parseHex("1b1b1b1b01010101"));
        for (int at = 0; at < padded.length; at += 4) {
            byte[] word = java.util.Arrays.copyOfRange(padded, at, at + 4);
            if (java.util.Arrays.equals(word, HexFormat.of().parseHex("1b1b1b1b"))) {
                sent.writeBytes(word);
            }
            sent.writeBytes(word);
        }
        sent.writeBytes(HexFormat.of().parseHex("1b1b1b1b1a"));
        sent.write(padding);
        int crc = kind.of(sent.toByteArray());
        sent.write(crc & 0xff);
        sent.write(crc >> 8);
        return sent.toByteArray();
    }

    /// A meter with these counts of a tenth of a watt hour and this power in watts.
    public static byte[] reading(
            String server, long second, long importTenths, long exportTenths, int watts) {
        return file(
                response(
                        server,
                        list(unsigned(1, 1), unsigned(second, 4)),
                        entry("0100010800ff", 30, -1, unsigned(importTenths, 5)),
                        entry("0100020800ff", 30, -1, unsigned(exportTenths, 5)),
                        entry("0100100700ff", 27, 0, signed(watts, 4))));
    }

    static List<byte[]> samples() {
        return List.of(reading("0a01534d500000bc614e", 77, 1234567, 89, -345));
    }
}
