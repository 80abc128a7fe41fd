package org.smartmeter.wire;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/// Ed25519 by the JDK: about 0.7 ms per signature or check, enough for a meter. Whoever checks
/// thousands supplies faster ones through the same interfaces.
public final class Ed25519 {

    private static final String ALGORITHM = "Ed25519";

    private Ed25519() {}

    public static Ed25519Signer signer(PrivateKey key) {
        return message -> {
            try {
                Signature signature = Signature.getInstance(ALGORITHM);
                signature.initSign(key);
                signature.update(message);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("cannot sign with the Ed25519 key", e);
            }
        };
    }

    /// @param rawPublicKey 32 bytes as in RFC 8032
    /// @throws IllegalArgumentException if they are no Ed25519 public key
    public static Ed25519Verifier verifier(byte[] rawPublicKey) {
        PublicKey key = RawKeys.ed25519Public(rawPublicKey);
        checkOnCurve(key);
        return (message, signature) -> {
            try {
                Signature check = Signature.getInstance(ALGORITHM);
                check.initVerify(key);
                check.update(message);
                return check.verify(signature);
            } catch (SignatureException _) {
                return false; // of a wrong length or not a point: not this key's signature
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("cannot check with the Ed25519 key", e);
            }
        };
    }

    private static void checkOnCurve(PublicKey key) {
        try {
            Signature.getInstance(ALGORITHM).initVerify(key);
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("not an Ed25519 public key", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no Ed25519", e);
        }
    }
}
