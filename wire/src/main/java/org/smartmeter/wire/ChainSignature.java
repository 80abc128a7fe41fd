package org.smartmeter.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;

/// Journal record, tag [RecordTag#SIGNATURE]: the meter's Ed25519 signature on the head of its hash
/// chain ([org.smartmeter.terms.HashChain]). Whoever holds the records and the meter's public key
/// can prove that none was changed, left out or added up to there. The arrays are not copied: never
/// change them.
///
/// @param upTo sequence of the last record under the head, from 1
/// @param head 32 bytes
/// @param signature 64 bytes over [#message]
@SuppressWarnings("ArrayRecordComponent") // equals below compares contents
public record ChainSignature(long upTo, byte[] head, byte[] signature) {

    static final int HEAD_LENGTH = 32;
    static final int SIGNATURE_LENGTH = 64;
    private static final byte[] LABEL = "smartmeter/1/head\0".getBytes(StandardCharsets.US_ASCII);

    /// @throws IllegalArgumentException if a length is wrong or the sequence below 1
    public ChainSignature {
        if (upTo < 1) {
            throw new IllegalArgumentException("a signature covers records from 1 on, not " + upTo);
        }
        if (head.length != HEAD_LENGTH || signature.length != SIGNATURE_LENGTH) {
            throw new IllegalArgumentException(
                    "head and signature have 32 and 64 bytes, not "
                            + head.length
                            + " and "
                            + signature.length);
        }
    }

    /// Signs a head.
    public static ChainSignature sign(
            MeterId meter, Epoch epoch, long upTo, byte[] head, Ed25519Signer signer) {
        return new ChainSignature(upTo, head, signer.sign(message(meter, epoch, upTo, head)));
    }

    /// Whether the signature is the meter's and the head the one its records lead to.
    ///
    /// @param expectedHead computed from the records up to [#upTo]
    public boolean proves(
            MeterId meter, Epoch epoch, byte[] expectedHead, Ed25519Verifier verifier) {
        return Arrays.equals(head, expectedHead)
                && verifier.verify(message(meter, epoch, upTo, head), signature);
    }

    /// What is signed: "smartmeter/1/head" ‖ 0x00 ‖ meter id ‖ epoch (8) ‖ upTo (8) ‖ head, numbers
    /// big-endian.
    public static byte[] message(MeterId meter, Epoch epoch, long upTo, byte[] head) {
        byte[] id = meter.value().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(LABEL.length + id.length + 2 * Long.BYTES + head.length)
                .put(LABEL)
                .put(id)
                .putLong(epoch.second())
                .putLong(upTo)
                .put(head)
                .array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChainSignature that
                && upTo == that.upTo
                && Arrays.equals(head, that.head)
                && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(upTo) + Arrays.hashCode(head)) + Arrays.hashCode(signature);
    }

    @Override
    public String toString() {
        return "ChainSignature[upTo=" + upTo + "]";
    }
}
