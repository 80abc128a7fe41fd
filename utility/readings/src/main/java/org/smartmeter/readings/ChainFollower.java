package org.smartmeter.readings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.ChainWalk;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.wire.ChainSignature;
import org.smartmeter.wire.Ed25519Verifier;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.RowPayload;

/// Computes a journal's hash chain record by record and checks the meter's signatures on its head.
/// Where the meter lost records the chain cannot be followed; it is taken up again at the next head
/// that the meter signed.
final class ChainFollower {

    /// A meter signs the head it has just reached; a few more records may have come between.
    private static final int HEADS_KEPT = 64;

    private final JournalKey journal;
    private final Optional<Ed25519Verifier> verifier;
    private final byte[][] heads = new byte[HEADS_KEPT][];
    private long oldestHead;
    private @Nullable ChainWalk chain;
    private long followedTo;
    private long verifiedUpTo;
    private @Nullable String broken;

    /// @param chain the chain after record `followedTo`; null where the meter lost records
    ChainFollower(
            JournalKey journal,
            Optional<Ed25519Verifier> verifier,
            @Nullable HashChain chain,
            long followedTo,
            long verifiedUpTo,
            @Nullable String broken) {
        this.journal = journal;
        this.verifier = verifier;
        this.chain = chain == null ? null : new ChainWalk(chain);
        this.followedTo = followedTo;
        this.verifiedUpTo = verifiedUpTo;
        this.broken = broken;
        this.oldestHead = followedTo;
        remember();
    }

    void record(JournalRecord record) {
        if (record.tag() == RecordTag.SIGNATURE) {
            signature(record);
        }
        follow(record.sequence(), record.tag(), record.payload(), record.payload().length);
    }

    void row(long sequence, RowPayload payload) {
        follow(sequence, RecordTag.ROW, payload.bytes(), payload.length());
    }

    private void follow(long sequence, int tag, byte[] payload, int length) {
        if (chain != null) {
            chain.add(sequence, tag, payload, length);
            followedTo = sequence;
            remember();
        }
    }

    void lost() {
        chain = null;
    }

    private void signature(JournalRecord record) {
        ChainSignature signature;
        try {
            signature = RecordsCodec.signature(record.payload());
        } catch (MalformedException _) {
            // The screening sets it aside with its reason; there is nothing here to prove.
            return;
        }
        if (verifier.isEmpty()) {
            return;
        }
        byte[] expected = headAt(signature.upTo());
        boolean resumes = chain == null && signature.upTo() == record.sequence() - 1;
        if (expected == null && !resumes) {
            return;
        }
        byte[] head = expected == null ? signature.head() : expected;
        if (signature.proves(journal.meter(), journal.epoch(), head, verifier.get())) {
            verifiedUpTo = Math.max(verifiedUpTo, signature.upTo());
            if (resumes) {
                chain = new ChainWalk(HashChain.at(head));
                followedTo = signature.upTo();
                oldestHead = followedTo;
            }
        } else if (broken == null) {
            broken =
                    "record "
                            + record.sequence()
                            + ": the signed head of record "
                            + signature.upTo()
                            + " is not the one its records lead to";
        }
    }

    private byte @Nullable [] headAt(long sequence) {
        boolean kept =
                chain != null
                        && sequence >= Math.max(oldestHead, followedTo - HEADS_KEPT + 1)
                        && sequence <= followedTo;
        return kept ? heads[slot(sequence)].clone() : null;
    }

    private void remember() {
        if (chain != null) {
            int slot = slot(followedTo);
            if (heads[slot] == null) {
                heads[slot] = new byte[HashChain.HEAD_LENGTH];
            }
            chain.copyHead(heads[slot]);
        }
    }

    private static int slot(long sequence) {
        return (int) (sequence % HEADS_KEPT);
    }

    @Nullable HashChain chain() {
        return chain == null ? null : chain.chain();
    }

    long followedTo() {
        return followedTo;
    }

    long verifiedUpTo() {
        return verifiedUpTo;
    }

    @Nullable String broken() {
        return broken;
    }
}
