package org.smartmeter.terms;

import java.security.DigestException;
import java.security.MessageDigest;

/// Goes along a [HashChain] record by record without an object for each: for who goes through
/// millions. Not thread-safe.
public final class ChainWalk {

    private final MessageDigest digest = HashChain.sha256();
    private final byte[] head;
    private final byte[] place = new byte[Long.BYTES + 1];

    /// Begins where the chain stands.
    public ChainWalk(HashChain chain) {
        this.head = chain.head();
    }

    /// Takes one more record; the caller sees to it that sequences follow each other.
    ///
    /// @param payload of which the first `length` bytes are the record's
    public void add(long sequence, int tag, byte[] payload, int length) {
        for (int i = 0; i < Long.BYTES; i++) {
            place[i] = (byte) (sequence >>> 8 * (Long.BYTES - 1 - i));
        }
        place[Long.BYTES] = (byte) tag;
        digest.update(head);
        digest.update(place);
        digest.update(payload, 0, length);
        try {
            digest.digest(head, 0, head.length);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has as many bytes as a head", e);
        }
    }

    /// The head after the records so far, copied into `into`.
    public void copyHead(byte[] into) {
        System.arraycopy(head, 0, into, 0, head.length);
    }

    /// The chain after the records so far.
    public HashChain chain() {
        return HashChain.at(head);
    }
}
