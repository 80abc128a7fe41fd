package org.smartmeter.board.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.Setting;

/// A number for all that decides on what is measured and switched: the settings of source, relay,
/// limits and watch, and the coefficients in the file of calibration. Another number after a start
/// means that somebody changed one. Settings that may hold a secret are not in it.
final class Fingerprint {

    private static final String CALIBRATION = "calibration";

    /// As many as a number in a browser holds.
    private static final int BYTES = 6;

    private Fingerprint() {}

    static long of(Configuration configuration) {
        MessageDigest digest = sha256();
        for (Setting setting :
                configuration.startingWith(
                        "source", CALIBRATION, "relay", "supply", "tamper", "zone")) {
            digest.update(
                    (setting.key() + "=" + setting.value() + "\n")
                            .getBytes(StandardCharsets.UTF_8));
            if (setting.key().endsWith(CALIBRATION)) {
                digest.update(content(setting.path()));
            }
        }
        byte[] hash = digest.digest();
        long number = 0;
        for (int i = 0; i < BYTES; i++) {
            number = number << Byte.SIZE | hash[i] & 0xff;
        }
        return number;
    }

    /// A file that cannot be read is refused by whoever needs it.
    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException _) {
            return new byte[0];
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
