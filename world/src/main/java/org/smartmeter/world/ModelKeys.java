package org.smartmeter.world;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Ed25519Signer;
import org.smartmeter.wire.Ed25519Verifier;
import org.smartmeter.wire.OrderKeys;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.SealKeys;

/// Keys that are the same in every life. Seals are real; an agreement is made once for all seeds,
/// since it follows from the keys alone. Signatures are models of 64 bytes: real ones would be most
/// of the time, and no fault of the world can do anything to them that it cannot do to these.
final class ModelKeys {

    private static final PrivateKey UTILITY = RawKeys.x25519Private(digest("utility"));
    private static final Map<MeterId, SealKeys> SEALS = new ConcurrentHashMap<>();

    private static final Signatures COMMAND = new Signatures("command");
    private static final Signatures APPROVAL = new Signatures("approval");
    private static final OrderKeys ORDERS = new OrderKeys(COMMAND, APPROVAL);

    private ModelKeys() {}

    /// A raw public key that is this meter's: any 32 bytes are one.
    static byte[] x25519(MeterId meter) {
        return digest("x25519 " + meter);
    }

    static SealKeys seals(MeterId meter) {
        return SEALS.computeIfAbsent(meter, with -> SealKeys.agree(UTILITY, x25519(with), with));
    }

    static Ed25519Signer command() {
        return COMMAND;
    }

    static OrderKeys orders() {
        return ORDERS;
    }

    static Ed25519Signer chain(MeterId meter) {
        return new Signatures("chain " + meter);
    }

    static Ed25519Verifier chainVerifier(MeterId meter) {
        return new Signatures("chain " + meter);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Signs and checks with one secret: a number that follows from the secret and every byte, and
    /// 64 bytes from that.
    private static final class Signatures implements Ed25519Signer, Ed25519Verifier {

        private static final int LENGTH = 64;

        private final long secret;

        Signatures(String name) {
            secret = ByteBuffer.wrap(digest(name)).getLong();
        }

        @Override
        public byte[] sign(byte[] message) {
            long number = secret;
            for (byte each : message) {
                number = (number ^ each) * 0x100000001B3L;
                number ^= number >>> 31;
            }
            ByteBuffer signature = ByteBuffer.allocate(LENGTH);
            while (signature.hasRemaining()) {
                number = number * 0x5851F42D4C957F2DL + secret;
                signature.putLong(number ^ number >>> 29);
            }
            return signature.array();
        }

        @Override
        public boolean verify(byte[] message, byte[] signature) {
            return Arrays.equals(sign(message), signature);
        }
    }
}
