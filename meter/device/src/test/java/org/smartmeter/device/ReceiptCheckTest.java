package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.wire.v1.Range;
import org.smartmeter.wire.v1.Receipt;

/// The journal of epoch 1000 has the durable records 1…50, of which 20 are acknowledged.
class ReceiptCheckTest {

    @ParameterizedTest(name = "epoch {0}, up to {1}, again {2}…{3} → {4} {5} {6}")
    @CsvSource({
        "1000, 20, ,   ,   ,            20, 0",
        "1000, 50, ,   ,   ,            50, 0",
        "1000, 30, 31, 40, ,            30, 1",
        "1000, 30, 5,  9,  ,            30, 1",
        "1001, 30, ,   ,   OTHER_EPOCH, ,   0",
        "0,    30, ,   ,   OTHER_EPOCH, ,   0",
        "1000, 51, ,   ,   BEYOND_LAST, ,   0",
        "1000, -1, ,   ,   BEYOND_LAST, ,   0",
        "1000, 30, 45, 51, BEYOND_LAST, ,   0",
        "1000, 30, 0,  3,  BEYOND_LAST, ,   0",
        "1000, 30, 9,  3,  BEYOND_LAST, ,   0",
        "1000, 19, ,   ,   BACKWARDS,   ,   0",
        "1000, 10, 11, 20, BACKWARDS,   ,   1",
    })
    void onlyTheJournalSaysWhetherAReceiptCanBeTrue(
            long epoch,
            long upTo,
            @Nullable Long first,
            @Nullable Long last,
            @Nullable Refusal refusal,
            @Nullable Long cursor,
            int again) {
        Receipt.Builder receipt = Receipt.newBuilder().setEpoch(epoch).setStoredUpTo(upTo);
        if (first != null && last != null) {
            receipt.addReadAgain(Range.newBuilder().setFirst(first).setLast(last));
        }
        ReceiptCheck.Verdict verdict = ReceiptCheck.check(receipt.build(), 1_000, 20, 50);
        assertThat(verdict.refusal().orElse(null)).isEqualTo(refusal);
        assertThat(verdict.storedUpTo().orElse(null)).isEqualTo(cursor);
        assertThat(verdict.readAgain()).hasSize(again);
    }
}
