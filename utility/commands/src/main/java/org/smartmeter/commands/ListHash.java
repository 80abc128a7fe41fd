package org.smartmeter.commands;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 over a batch: who asked for what, why and for when, command by command in order. What a
/// second person approves is this, so nothing can be slipped in between looking and approving.
///
/// Hashed are "smartmeter/1/commands" ‖ 0x00 ‖ id ‖ asker ‖ reason ‖ from ‖ until ‖ priority ‖
/// spread ‖ count, then meter ‖ feeder (empty: none) ‖ body of each; times and spread in ms as 8
/// bytes, priority and count as 4, id as 16, texts (UTF-8) and bodies after their length as 4; all
/// big-endian.
///
/// @param hex 64 hexadecimal digits in lower case
public record ListHash(String hex) {

    private static final byte[] LABEL =
            "smartmeter/1/commands\0".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 64;

    /// @throws IllegalArgumentException if it is not 64 hexadecimal digits in lower case
    public ListHash {
        if (hex.length() != DIGITS || !hex.chars().allMatch(ListHash::isDigit)) {
            throw new IllegalArgumentException(
                    "the hash of a batch has 64 hexadecimal digits in lower case, not '"
                            + hex
                            + "'");
        }
    }

    private static boolean isDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    public static ListHash of(BatchRequest batch) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(batch, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ListHash(HexFormat.of().formatHex(sha256().digest(bytes.toByteArray())));
    }

    private static void write(BatchRequest batch, DataOutputStream out) throws IOException {
        out.write(LABEL);
        out.writeLong(batch.id().getMostSignificantBits());
        out.writeLong(batch.id().getLeastSignificantBits());
        write(batch.askedBy().name(), out);
        write(batch.reason(), out);
        out.writeLong(batch.window().from().toEpochMilli());
        out.writeLong(batch.window().until().toEpochMilli());
        out.writeInt(batch.priority().rank());
        out.writeLong(batch.spread().toMillis());
        out.writeInt(batch.commands().size());
        for (WantedCommand wanted : batch.commands()) {
            write(wanted.meter().value(), out);
            write(wanted.feeder().orElse(""), out);
            write(wanted.body().bytes(), out);
        }
    }

    private static void write(String text, DataOutputStream out) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8), out);
    }

    private static void write(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
