package org.smartmeter.headend;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/// The utility's keys towards its meters: X25519 for the seals, Ed25519 for orders, and of the
/// [ApprovalKey] the public half. Made when they are missing. Losing them means enrolling every
/// meter again: keep copies as safe as the originals.
final class UtilityKeys {

    private static final int RAW_KEY_LENGTH = 32;

    private final PrivateKey x25519;
    private final byte[] x25519Public;
    private final Ed25519PrivateKeyParameters command;
    private final byte[] approvalPublic;

    private UtilityKeys(
            PrivateKey x25519,
            byte[] x25519Public,
            Ed25519PrivateKeyParameters command,
            byte[] approvalPublic) {
        this.x25519 = x25519;
        this.x25519Public = x25519Public;
        this.command = command;
        this.approvalPublic = approvalPublic;
    }

    static UtilityKeys open(KeyDirectory keys, Path approvalDirectory, SecureRandom random) {
        makeX25519(keys);
        return new UtilityKeys(
                readX25519(keys),
                keys.read("seal.pub").orElseThrow(),
                SigningKeyFile.open(keys, "command.key", random),
                ApprovalKey.open(approvalDirectory, random).publicKey());
    }

    /// The private key that agrees with a meter's on the seals' keys.
    PrivateKey x25519() {
        return x25519;
    }

    /// Raw, 32 bytes.
    byte[] x25519Public() {
        return x25519Public.clone();
    }

    CommandSigner command() {
        return new CommandSigner(command);
    }

    /// Raw, 32 bytes.
    byte[] commandPublic() {
        return command.generatePublicKey().getEncoded();
    }

    /// Raw, 32 bytes.
    byte[] approvalPublic() {
        return approvalPublic.clone();
    }

    /// The public key is written first, so that a private key on disk is never without it.
    private static void makeX25519(KeyDirectory keys) {
        if (keys.read("seal.key").isPresent()) {
            return;
        }
        try {
            KeyPair pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
            byte[] info = pair.getPublic().getEncoded();
            byte[] raw = Arrays.copyOfRange(info, info.length - RAW_KEY_LENGTH, info.length);
            keys.write("seal.pub", "X25519 PUBLIC KEY", raw);
            keys.write("seal.key", SigningKeyFile.KIND, pair.getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no X25519", e);
        }
    }

    private static PrivateKey readX25519(KeyDirectory keys) {
        try {
            return KeyFactory.getInstance("X25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(keys.read("seal.key").orElseThrow()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    keys.path("seal.key") + " holds no X25519 key; restore it from a copy", e);
        }
    }
}
