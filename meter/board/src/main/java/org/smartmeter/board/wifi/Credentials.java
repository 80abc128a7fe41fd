package org.smartmeter.board.wifi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// A network's name and its password (IEEE 802.11, 12.7.1: pass-phrase of 8 to 63 printable ASCII
/// characters); an empty one is that of an open network.
public record Credentials(String name, String password) {

    static final int MOST_BYTES = 2 + 32 + 63;

    private static final int LONGEST_NAME_BYTES = 32;
    private static final Pattern PASSWORD = Pattern.compile("([ -~]{8,63})?");

    /// @throws IllegalArgumentException in words for a person; without the password
    public Credentials {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > LONGEST_NAME_BYTES) {
            throw new IllegalArgumentException("a network's name has 1 to 32 bytes");
        }
        if (!PASSWORD.matcher(password).matches()) {
            throw new IllegalArgumentException(
                    "a password has 8 to 63 letters, digits and signs of the plain alphabet");
        }
    }

    byte[] toBytes() {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] passwordBytes = password.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + nameBytes.length + passwordBytes.length)
                .put((byte) nameBytes.length)
                .put(nameBytes)
                .put((byte) passwordBytes.length)
                .put(passwordBytes)
                .array();
    }

    static Optional<Credentials> of(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            byte[] name = new byte[in.get()];
            in.get(name);
            byte[] password = new byte[in.get()];
            in.get(password);
            return Optional.of(
                    new Credentials(
                            new String(name, StandardCharsets.UTF_8),
                            new String(password, StandardCharsets.US_ASCII)));
        } catch (java.nio.BufferUnderflowException
                | NegativeArraySizeException
                | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "network " + name;
    }
}
