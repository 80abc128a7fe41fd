package org.smartmeter.headend;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.smartmeter.wire.Ed25519Signer;

/// The second key: it signs only what a second person approved, and lies in a store of its own.
/// Whoever opens it answers for that and hands it to nobody. The head-end itself knows its public
/// half only. Thread-safe.
public final class ApprovalKey implements Ed25519Signer {

    private final Ed25519PrivateKeyParameters key;

    private ApprovalKey(Ed25519PrivateKeyParameters key) {
        this.key = key;
    }

    /// Opens the key of a directory; makes it if it is missing.
    ///
    /// @throws java.io.UncheckedIOException if it cannot be read or made
    public static ApprovalKey open(Path directory, SecureRandom random) {
        return new ApprovalKey(
                SigningKeyFile.open(new KeyDirectory(directory), "approval.key", random));
    }

    /// Raw, 32 bytes.
    byte[] publicKey() {
        return key.generatePublicKey().getEncoded();
    }

    @Override
    public byte[] sign(byte[] message) {
        return new CommandSigner(key).sign(message);
    }
}
