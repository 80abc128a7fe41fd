package org.smartmeter.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The demonstration's names and passwords, made at random on the first start and kept in a file
/// that only its owner can read, so that a second start shows the same.
final class SignIns {

    private static final int LENGTH = 12;

    /// Without letters and digits that look alike.
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private final Path file;
    private final Map<String, String> passwords = new LinkedHashMap<>();

    SignIns(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(" ", 2);
                if (parts.length == 2) {
                    passwords.put(parts[0], parts[1]);
                }
            }
        }
    }

    /// The password of a name that was made before.
    Optional<String> password(String name) {
        return Optional.ofNullable(passwords.get(name));
    }

    /// Makes a password for the name and keeps it, before anybody uses it.
    String make(String name) throws IOException {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        if (!Files.exists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, name + " " + password + "\n", StandardOpenOption.APPEND);
        passwords.put(name, password.toString());
        return password.toString();
    }
}
