package org.smartmeter.board.guard;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.Setting;
import org.smartmeter.device.tamper.TamperSettings;

/// A number for all that decides on what is measured and switched, and whose software does
/// it: the settings of source, relay, limits, watch and updates, and what is in the files
/// that they name (coefficients, the maker's key, a recording). Another number after a start
/// means that somebody changed one. Settings that may hold a secret are not in it. The number
/// of the rule stands above it, so that other software with another rule is not taken for
/// somebody who changed one.
final class Fingerprint {

    private static final Logger LOG = LoggerFactory.getLogger(Fingerprint.class);

    /// Of what is taken in here, and how. Another number with each change of it.
    private static final long RULE = 1;

    private static final String[] DECIDING = {
        "source", "calibration", "relay", "software", "supply", "tamper", "zone"
    };

    private static final int BYTES = TamperSettings.FINGERPRINT_BITS / Byte.SIZE;

    private Fingerprint() {}

    static long of(Configuration configuration) {
        MessageDigest digest = sha256();
        for (Setting setting : configuration.startingWith(DECIDING)) {
            digest.update(
                    (setting.key() + "=" + setting.value() + "\n")
                            .getBytes(StandardCharsets.UTF_8));
            files(setting).forEach(file -> update(digest, file));
        }
        byte[] hash = digest.digest();
        long number = RULE;
        for (int i = 0; i < BYTES; i++) {
            number = number << Byte.SIZE | hash[i] & 0xff;
        }
        return number;
    }

    /// The value, or one of its words, may name a file; devices have nothing that could be read.
    private static Stream<Path> files(Setting setting) {
        return Stream.concat(Stream.of(setting.value()), setting.words().stream())
                .distinct()
                .flatMap(text -> path(setting, text).stream())
                .filter(Files::isRegularFile);
    }

    private static Optional<Path> path(Setting setting, String text) {
        try {
            return Optional.of(setting.path(text));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    /// A file that cannot be read is refused by whoever needs it.
    private static void update(MessageDigest digest, Path file) {
        byte[] part = new byte[8 << 10];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                digest.update(part, 0, count);
            }
        } catch (IOException e) {
            LOG.debug("{} is not in the fingerprint", file, e);
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
