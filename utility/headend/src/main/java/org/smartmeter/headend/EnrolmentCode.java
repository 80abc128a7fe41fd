package org.smartmeter.headend;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Locale;

/// A one-time enrolment code as an installer reads and types it: twenty characters in groups of
/// four, 100 bits, without letters that look like digits. Case, spaces and hyphens do not matter.
record EnrolmentCode(String characters) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 20;
    private static final int GROUP = 4;

    EnrolmentCode {
        characters = characters.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
        characters = characters.replace('O', '0').replace('I', '1').replace('L', '1');
    }

    static EnrolmentCode random(SecureRandom random) {
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new EnrolmentCode(text.toString());
    }

    /// What the utility keeps. A plain hash will do: 100 random bits cannot be searched.
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(characters.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// In groups, for paper.
    String printed() {
        return characters.replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
    }

    /// Never the code itself: it must not end up in a log.
    @Override
    public String toString() {
        return "an enrolment code";
    }
}
