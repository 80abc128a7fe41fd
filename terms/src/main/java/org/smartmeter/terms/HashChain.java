package org.smartmeter.terms;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// The running SHA-256 over a journal that makes any later change of any record visible. Both ends
/// compute it: head(0) = SHA-256("smartmeter/1/chain" ‖ meter id ‖ epoch as 8 bytes), head(n) =
/// SHA-256(head(n−1) ‖ sequence as 8 bytes ‖ tag as 1 byte ‖ payload); numbers big-endian. The
/// meter signs the head once a day and at events that matter. Immutable.
public final class HashChain {

    /// Bytes of a head.
    public static final int HEAD_LENGTH = 32;

    private static final byte[] LABEL = "smartmeter/1/chain".getBytes(StandardCharsets.US_ASCII);
    private final byte[] head;

    private HashChain(byte[] head) {
        this.head = head;
    }

    /// The chain before the first record of the meter's epoch.
    public static HashChain start(MeterId meter, Epoch epoch) {
        MessageDigest digest = sha256();
        digest.update(LABEL);
        digest.update(meter.value().getBytes(StandardCharsets.US_ASCII));
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(epoch.second()).flip());
        return new HashChain(digest.digest());
    }

    /// A chain at a head that was kept.
    ///
    /// @throws IllegalArgumentException if the head has not 32 bytes
    public static HashChain at(byte[] head) {
        if (head.length != HEAD_LENGTH) {
            throw new IllegalArgumentException("a chain head has 32 bytes, not " + head.length);
        }
        return new HashChain(head.clone());
    }

    /// The chain after one more record; the caller sees to it that sequences follow each other.
    public HashChain plus(JournalRecord record) {
        ChainWalk walk = new ChainWalk(this);
        walk.add(record.sequence(), record.tag(), record.payload(), record.payload().length);
        return walk.chain();
    }

    public byte[] head() {
        return head.clone();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HashChain that && Arrays.equals(head, that.head);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(head);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(head);
    }
}
