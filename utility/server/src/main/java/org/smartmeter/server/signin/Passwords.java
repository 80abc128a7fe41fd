package org.smartmeter.server.signin;

import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// Turns passwords into what may be stored, with Argon2id: it costs memory as well as time, and
/// Bouncy Castle, which computes it, is here already for certificates. Parameters after the OWASP
/// password storage cheat sheet (19 MiB, two passes, one lane).
final class Passwords {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;

    /// How many are computed at a time; the rest wait. Keeps a flood of sign-ins from eating memory
    /// and processors that the meters need.
    private static final int AT_A_TIME = 2;

    private final Argon2PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIBIBYTES, PASSES);
    private final Semaphore turns = new Semaphore(AT_A_TIME);

    String hash(String password) {
        turns.acquireUninterruptibly();
        try {
            return encoder.encode(password);
        } finally {
            turns.release();
        }
    }

    boolean matches(String password, String hash) {
        turns.acquireUninterruptibly();
        try {
            return encoder.matches(password, hash);
        } finally {
            turns.release();
        }
    }
}
