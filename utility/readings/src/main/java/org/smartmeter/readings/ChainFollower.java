package org.smartmeter.readings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.wire.ChainSignature;
import org.smartmeter.wire.Ed25519Verifier;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;

/// Computes a journal's hash chain record by record and checks the meter's signatures on its head.
/// Where the meter lost records the chain cannot be followed; it is taken up again at the next head
/// that the meter signed.
final class ChainFollower {

    /// A meter signs the head it has just reached; a few more records may have come between.
    private static final int HEADS_KEPT = 64;

    private final JournalKey journal;
    private final Optional<Ed25519Verifier> verifier;
    private final @Nullable HashChain[] heads = new HashChain[HEADS_KEPT];
    private long oldestHead;
    private @Nullable HashChain chain;
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
        this.chain = chain;
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
        if (chain != null) {
            chain = chain.plus(record);
            followedTo = record.sequence();
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
                chain = HashChain.at(head);
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
        HashChain head = kept ? heads[slot(sequence)] : null;
        return head == null ? null : head.head();
    }

    private void remember() {
        if (chain != null) {
            heads[slot(followedTo)] = chain;
        }
    }

    private static int slot(long sequence) {
        return (int) (sequence % HEADS_KEPT);
    }

    @Nullable HashChain chain() {
        return chain;
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
