package org.smartmeter.headend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;

/// An Ed25519 key in a file of a key directory.
final class SigningKeyFile {

    static final String KIND = "PRIVATE KEY";

    private SigningKeyFile() {}

    /// The key, made if it is missing.
    static Ed25519PrivateKeyParameters open(KeyDirectory keys, String name, SecureRandom random) {
        try {
            if (keys.read(name).isEmpty()) {
                var made = new Ed25519PrivateKeyParameters(random);
                keys.write(
                        name, KIND, PrivateKeyInfoFactory.createPrivateKeyInfo(made).getEncoded());
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
