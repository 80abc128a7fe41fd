package org.smartmeter.headend;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;

/// The utility's keys towards its meters: X25519 for the seals, Ed25519 for orders, and in another
/// directory Ed25519 for what a second person approved. Made when they are missing. Losing them
/// means enrolling every meter again: keep copies as safe as the originals.
final class UtilityKeys {

    private static final int RAW_KEY_LENGTH = 32;
    private static final String KEY_KIND = "PRIVATE KEY";

    private final PrivateKey x25519;
    private final byte[] x25519Public;
    private final Ed25519PrivateKeyParameters command;
    private final Ed25519PrivateKeyParameters approval;

    private UtilityKeys(
            PrivateKey x25519,
            byte[] x25519Public,
            Ed25519PrivateKeyParameters command,
            Ed25519PrivateKeyParameters approval) {
        this.x25519 = x25519;
        this.x25519Public = x25519Public;
        this.command = command;
        this.approval = approval;
    }

    static UtilityKeys open(KeyDirectory keys, Path approvalDirectory, SecureRandom random) {
        KeyDirectory approvalKeys = new KeyDirectory(approvalDirectory);
        makeX25519(keys);
        return new UtilityKeys(
                readX25519(keys),
                keys.read("seal.pub").orElseThrow(),
                ed25519(keys, "command.key", random),
                ed25519(approvalKeys, "approval.key", random));
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
        return approval.generatePublicKey().getEncoded();
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
            keys.write("seal.key", KEY_KIND, pair.getPrivate().getEncoded());
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

    private static Ed25519PrivateKeyParameters ed25519(
            KeyDirectory keys, String name, SecureRandom random) {
        try {
            if (keys.read(name).isEmpty()) {
                var made = new Ed25519PrivateKeyParameters(random);
                keys.write(
                        name,
                        KEY_KIND,
                        PrivateKeyInfoFactory.createPrivateKeyInfo(made).getEncoded());
            }
            return switch (PrivateKeyFactory.createKey(keys.read(name).orElseThrow())) {
                case Ed25519PrivateKeyParameters key -> key;
                default ->
                        throw new IllegalStateException(
                                keys.path(name) + " holds no Ed25519 key; restore it from a copy");
            };
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key in " + keys.path(name), e);
        }
    }
}
