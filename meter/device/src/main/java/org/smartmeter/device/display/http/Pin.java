package org.smartmeter.device.display.http;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// The PIN of a meter's display as it stands in the configuration: stretched and salted
/// (PBKDF2-HMAC-SHA256), so that who reads the file has to try. Trying at the display is bounded by
/// [PinTries].
public final class Pin {

    private static final Pattern FORM =
            Pattern.compile("pbkdf2-sha256:(\\d{4,7}):([0-9a-f]{32}):([0-9a-f]{64})");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{4,12}");
    private static final int ROUNDS = 120_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    private final int rounds;
    private final byte[] salt;
    private final byte[] hash;

    private Pin(int rounds, byte[] salt, byte[] hash) {
        this.rounds = rounds;
        this.salt = salt;
        this.hash = hash;
    }

    /// @param digits 4…12 of them
    /// @throws IllegalArgumentException if it is anything else
    public static Pin of(String digits, SecureRandom random) {
        if (!DIGITS.matcher(digits).matches()) {
            throw new IllegalArgumentException("a PIN is 4 to 12 digits");
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new Pin(ROUNDS, salt, stretch(digits, salt, ROUNDS));
    }

    /// Reads what [#toString] wrote.
    ///
    /// @throws IllegalArgumentException if it is no such thing
    public static Pin parse(String stored) {
        Matcher form = FORM.matcher(stored);
        if (!form.matches()) {
            throw new IllegalArgumentException("is no hashed PIN; smartmeter meter pin makes one");
        }
        return new Pin(
                Integer.parseInt(form.group(1)),
                HexFormat.of().parseHex(form.group(2)),
                HexFormat.of().parseHex(form.group(3)));
    }

    /// Whether these digits are the PIN; takes as long as stretching does.
    boolean matches(String digits) {
        return DIGITS.matcher(digits).matches()
                && MessageDigest.isEqual(hash, stretch(digits, salt, rounds));
    }

    private static byte[] stretch(String digits, byte[] salt, int rounds) {
        PBEKeySpec spec = new PBEKeySpec(digits.toCharArray(), salt, rounds, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2", e);
        } finally {
            spec.clearPassword();
        }
    }

    /// As it stands in a configuration; the digits cannot be read back.
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return "pbkdf2-sha256:" + rounds + ":" + hex.formatHex(salt) + ":" + hex.formatHex(hash);
    }
}
