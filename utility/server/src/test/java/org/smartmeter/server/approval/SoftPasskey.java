package org.smartmeter.server.approval;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;

/// A device with one passkey, made of software: it verifies nobody, and says whatever a test wants.
public final class SoftPasskey {

    private static final int PRESENT_AND_VERIFIED = 0x05;
    private static final int HOLDS_CREDENTIAL = 0x40;

    private final String origin;
    private final String host;
    private final KeyPair keys;
    private final byte[] id = new byte[16];
    private int counter;

    /// @param origin on which the browser says it stands
    /// @param host for which the passkey is made
    public SoftPasskey(String origin, String host) {
        this.origin = origin;
        this.host = host;
        new SecureRandom().nextBytes(id);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What the browser sends when the device has made the passkey.
    public String registration(String challenge) {
        byte[] told = bytes(head(PRESENT_AND_VERIFIED | HOLDS_CREDENTIAL), credential());
        byte[] object =
                bytes(
                        hex("a363666d74646e6f6e656761747453746d74a068617574684461746159"),
                        ByteBuffer.allocate(2).putShort((short) told.length).array(),
                        told);
        return "{\"attestation\":\"%s\",\"clientData\":\"%s\"}"
                .formatted(
                        Base64Url.of(object),
                        Base64Url.of(clientData("webauthn.create", challenge)));
    }

    /// What the browser sends when the device has signed a challenge.
    public String assertion(String challenge) {
        return assertion(challenge, PRESENT_AND_VERIFIED);
    }

    /// The same by a device that felt a touch and asked for no PIN.
    public String touch(String challenge) {
        return assertion(challenge, 1);
    }

    private String assertion(String challenge, int flags) {
        counter++;
        byte[] told = head(flags);
        byte[] client = clientData("webauthn.get", challenge);
        return "{\"credential\":\"%s\",\"authenticatorData\":\"%s\",\"clientData\":\"%s\",\"signature\":\"%s\"}"
                .formatted(
                        id(),
                        Base64Url.of(told),
                        Base64Url.of(client),
                        Base64Url.of(sign(bytes(told, sha256(client)))));
    }

    public String id() {
        return Base64Url.of(id);
    }

    /// Claims another credential's id with its own key.
    public SoftPasskey claiming(SoftPasskey other) {
        System.arraycopy(other.id, 0, id, 0, id.length);
        counter = other.counter + 100;
        return this;
    }

    private byte[] head(int flags) {
        return ByteBuffer.allocate(37)
                .put(sha256(host.getBytes(StandardCharsets.UTF_8)))
                .put((byte) flags)
                .putInt(counter)
                .array();
    }

    /// Attested credential data with an ES256 key in COSE form.
    private byte[] credential() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        return bytes(
                new byte[16],
                ByteBuffer.allocate(2).putShort((short) id.length).array(),
                id,
                hex("a5010203262001215820"),
                fixed(key.getW().getAffineX().toByteArray()),
                hex("225820"),
                fixed(key.getW().getAffineY().toByteArray()));
    }

    private byte[] clientData(String type, String challenge) {
        return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                .formatted(type, challenge, origin)
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A coordinate as 32 bytes.
    private static byte[] fixed(byte[] number) {
        byte[] fixed = new byte[32];
        int from = Math.max(0, number.length - fixed.length);
        int length = number.length - from;
        System.arraycopy(number, from, fixed, fixed.length - length, length);
        return fixed;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] bytes(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
