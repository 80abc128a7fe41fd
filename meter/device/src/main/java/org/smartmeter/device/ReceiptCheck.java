package org.smartmeter.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.v1.Range;
import org.smartmeter.wire.v1.Receipt;

/// Holds a receipt against the meter's own journal: the seal says who wrote it, only the journal
/// says whether it can be true.
final class ReceiptCheck {

    /// More gaps than this wait for the next receipt.
    private static final int MOST_RANGES = 64;

    /// What may be taken of a receipt.
    ///
    /// @param storedUpTo the new cursor; empty when it is refused
    /// @param readAgain ranges to send again; a receipt whose cursor goes backwards may still ask,
    /// because sending again changes nothing
    /// @param refusal why something was not taken
    /// @param detail for the log
    record Verdict(
            Optional<Long> storedUpTo,
            List<SequenceRange> readAgain,
            Optional<Refusal> refusal,
            String detail) {}

    private ReceiptCheck() {}

    static Verdict check(Receipt receipt, long epoch, long acknowledged, long durable) {
        if (receipt.getEpoch() != epoch) {
            return refused(
                    Refusal.OTHER_EPOCH,
                    "a receipt for epoch " + receipt.getEpoch() + ", this journal's is " + epoch);
        }
        long stored = receipt.getStoredUpTo();
        if (stored < 0 || stored > durable) { // negative: beyond 2^63
            return refused(
                    Refusal.BEYOND_LAST,
                    "a receipt up to "
                            + Long.toUnsignedString(stored)
                            + ", the newest record is "
                            + durable);
        }
        List<SequenceRange> readAgain = new ArrayList<>();
        for (Range range : receipt.getReadAgainList()) {
            long first = range.getFirst();
            long last = range.getLast();
            if (first < 1 || last < first || last > durable) {
                return refused(
                        Refusal.BEYOND_LAST,
                        "asked again for "
                                + Long.toUnsignedString(first)
                                + "…"
                                + Long.toUnsignedString(last)
                                + ", the newest record is "
                                + durable);
            }
            if (readAgain.size() < MOST_RANGES) {
                readAgain.add(new SequenceRange(first, last));
            }
        }
        if (stored < acknowledged) {
            return new Verdict(
                    Optional.empty(),
                    readAgain,
                    Optional.of(Refusal.BACKWARDS),
                    "a receipt up to " + stored + " after one up to " + acknowledged);
        }
        return new Verdict(Optional.of(stored), readAgain, Optional.empty(), "");
    }

    private static Verdict refused(Refusal why, String detail) {
        return new Verdict(Optional.empty(), List.of(), Optional.of(why), detail);
    }
}
