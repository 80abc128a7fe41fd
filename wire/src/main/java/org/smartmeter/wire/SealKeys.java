package org.smartmeter.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.smartmeter.terms.MeterId;

/// The keys of one meter's seals, all derived from one X25519 agreement (RFC 7748) by HKDF-SHA256
/// (RFC 5869): pseudorandom key = Extract(salt "smartmeter/1/seal", shared secret), then for every
/// channel, generation and boot its own AES-256 key = Expand("smartmeter/1/seal/" ‖ meter id ‖ "/"
/// ‖ channel word ‖ 0x00 ‖ generation as 4 bytes ‖ boot as 4 bytes). Holds secrets; never prints
/// them. Immutable.
public final class SealKeys {

    private static final String LABEL = "smartmeter/1/seal";
    private static final int KEY_LENGTH = 32;

    private final MeterId meter;
    private final SecretKey pseudorandomKey;

    private SealKeys(MeterId meter, SecretKey pseudorandomKey) {
        this.meter = meter;
        this.pseudorandomKey = pseudorandomKey;
    }

    /// Both ends come to the same keys, each with its own private and the other's public key.
    ///
    /// @param x25519 own private key
    /// @param peerRaw the other end's public key, 32 bytes
    /// @throws IllegalArgumentException if one is not a key, or a weak one
    public static SealKeys agree(PrivateKey x25519, byte[] peerRaw, MeterId meter) {
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(x25519);
            agreement.doPhase(RawKeys.x25519Public(peerRaw), true);
            return ofSharedSecret(agreement.generateSecret(), meter);
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException(
                    "no agreement for meter " + meter + ": not an X25519 key, or a weak one", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no X25519", e);
        }
    }

    private static SealKeys ofSharedSecret(byte[] sharedSecret, MeterId meter)
            throws GeneralSecurityException {
        HKDFParameterSpec extract =
                HKDFParameterSpec.ofExtract()
                        .addIKM(sharedSecret)
                        .addSalt(LABEL.getBytes(StandardCharsets.US_ASCII))
                        .extractOnly();
        return new SealKeys(meter, hkdf().deriveKey("HKDF-PRK", extract));
    }

    public MeterId meter() {
        return meter;
    }

    /// The AES-256 key for the messages of one sender's start on one channel.
    SecretKey key(Channel channel, int generation, int boot) {
        byte[] info = info(meter, channel, generation, boot);
        try {
            byte[] key =
                    hkdf().deriveData(
                                    HKDFParameterSpec.expandOnly(
                                            pseudorandomKey, info, KEY_LENGTH));
            return new SecretKeySpec(key, "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no HKDF-SHA256", e);
        }
    }

    static byte[] info(MeterId meter, Channel channel, int generation, int boot) {
        byte[] label =
                (LABEL + "/" + meter + "/" + channel.word() + "\0")
                        .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(label.length + 2 * Integer.BYTES)
                .put(label)
                .putInt(generation)
                .putInt(boot)
                .array();
    }

    /// For the test vectors.
    byte[] pseudorandomKeyBytes() {
        return pseudorandomKey.getEncoded();
    }

    private static KDF hkdf() throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256");
    }
}
