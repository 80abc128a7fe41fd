package org.smartmeter.wire;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// X25519 and Ed25519 keys between the 32 raw bytes that travel on the wire (RFC 7748, RFC 8032)
/// and the JDK's key objects. RFC 8410 gives both algorithms a fixed frame around the raw bytes.
public final class RawKeys {

    /// Bytes of every raw key, public and private.
    public static final int LENGTH = 32;

    private static final String X25519 = "X25519";
    private static final String ED25519 = "Ed25519";
    private static final byte[] X25519_PUBLIC_FRAME = hex("302a300506032b656e032100");
    private static final byte[] ED25519_PUBLIC_FRAME = hex("302a300506032b6570032100");
    private static final byte[] X25519_PRIVATE_FRAME = hex("302e020100300506032b656e04220420");
    private static final byte[] ED25519_PRIVATE_FRAME = hex("302e020100300506032b657004220420");

    private RawKeys() {}

    public static KeyPair newX25519() {
        return newPair(X25519);
    }

    public static KeyPair newEd25519() {
        return newPair(ED25519);
    }

    /// @throws IllegalArgumentException if the bytes are not a key
    public static PublicKey x25519Public(byte[] raw) {
        return publicKey(X25519, X25519_PUBLIC_FRAME, raw);
    }

    /// @throws IllegalArgumentException if the bytes are not a key
    public static PublicKey ed25519Public(byte[] raw) {
        return publicKey(ED25519, ED25519_PUBLIC_FRAME, raw);
    }

    /// @throws IllegalArgumentException if there are not 32 bytes
    public static PrivateKey x25519Private(byte[] raw) {
        return privateKey(X25519, X25519_PRIVATE_FRAME, raw);
    }

    /// @throws IllegalArgumentException if there are not 32 bytes
    public static PrivateKey ed25519Private(byte[] raw) {
        return privateKey(ED25519, ED25519_PRIVATE_FRAME, raw);
    }

    /// The 32 bytes of an X25519 or Ed25519 public key.
    public static byte[] raw(PublicKey key) {
        return unframed(
                key.getAlgorithm(), key.getEncoded(), X25519_PUBLIC_FRAME, ED25519_PUBLIC_FRAME);
    }

    /// The 32 bytes of an X25519 or Ed25519 private key. They are the secret: keep them so.
    public static byte[] raw(PrivateKey key) {
        return unframed(
                key.getAlgorithm(), key.getEncoded(), X25519_PRIVATE_FRAME, ED25519_PRIVATE_FRAME);
    }

    private static byte[] unframed(String algorithm, byte[] encoded, byte[]... frames) {
        for (byte[] frame : frames) {
            if (encoded.length == frame.length + LENGTH
                    && Arrays.equals(encoded, 0, frame.length, frame, 0, frame.length)) {
                return Arrays.copyOfRange(encoded, frame.length, encoded.length);
            }
        }
        throw new IllegalArgumentException(
                "not an X25519 or Ed25519 key of 32 bytes, but " + algorithm);
    }

    private static KeyPair newPair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no " + algorithm, e);
        }
    }

    private static PublicKey publicKey(String algorithm, byte[] frame, byte[] raw) {
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePublic(new X509EncodedKeySpec(framed(algorithm, frame, raw)));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("not an " + algorithm + " public key", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no " + algorithm, e);
        }
    }

    private static PrivateKey privateKey(String algorithm, byte[] frame, byte[] raw) {
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(framed(algorithm, frame, raw)));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("not an " + algorithm + " private key", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no " + algorithm, e);
        }
    }

    private static byte[] framed(String algorithm, byte[] frame, byte[] raw) {
        if (raw.length != LENGTH) {
            throw new IllegalArgumentException(
                    "a raw " + algorithm + " key has 32 bytes, not " + raw.length);
        }
        byte[] encoded = Arrays.copyOf(frame, frame.length + LENGTH);
        System.arraycopy(raw, 0, encoded, frame.length, LENGTH);
        return encoded;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
