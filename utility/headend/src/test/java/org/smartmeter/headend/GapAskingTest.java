package org.smartmeter.headend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.smartmeter.terms.SequenceRange;

class GapAskingTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final SequenceRange GAP = new SequenceRange(10, 19);
    private static final SequenceRange LATER_GAP = new SequenceRange(30, 34);

    private final GapAsking gaps = new GapAsking(WAIT);

    private List<SequenceRange> askAfter(long seconds, SequenceRange... missing) {
        return gaps.ask(List.of(missing), START.plusSeconds(seconds));
    }

    @Test
    void nothingMissingNothingAsked() {
        assertThat(askAfter(0)).isEmpty();
        assertThat(gaps.overdue(START.plus(Duration.ofDays(1)))).isFalse();
    }

    @Test
    void aNewGapIsAskedForAtOnceAndNotAgainBeforeTheWaitIsOver() {
        assertThat(askAfter(0, GAP)).containsExactly(GAP);
        assertThat(askAfter(1, GAP)).isEmpty();
        assertThat(askAfter(4, GAP)).isEmpty();
        assertThat(gaps.overdue(START.plusSeconds(4))).isFalse();
        assertThat(gaps.overdue(START.plusSeconds(5))).isTrue();
        assertThat(askAfter(5, GAP)).containsExactly(GAP);
    }

    @Test
    void theWaitDoublesUpToTenMinutes() {
        Instant now = START;
        gaps.ask(List.of(GAP), now);
        for (long wait : new long[] {5, 10, 20, 40, 80, 160, 320, 600, 600}) {
            assertThat(gaps.ask(List.of(GAP), now.plusSeconds(wait - 1))).isEmpty();
            now = now.plusSeconds(wait);
            assertThat(gaps.ask(List.of(GAP), now)).as("after %s s", wait).containsExactly(GAP);
        }
    }

    @Test
    void onlyWhatWasNotAskedForIsAskedInBetween() {
        askAfter(0, GAP);
        assertThat(askAfter(1, GAP, LATER_GAP)).containsExactly(LATER_GAP);
        assertThat(askAfter(2, new SequenceRange(15, 19), LATER_GAP)).isEmpty();
    }

    @Test
    void onceAllCameTheNextGapIsAskedForAtOnceWithTheShortWait() {
        askAfter(0, GAP);
        askAfter(5, GAP);
        assertThat(askAfter(6)).isEmpty();
        assertThat(askAfter(7, LATER_GAP)).containsExactly(LATER_GAP);
        assertThat(askAfter(12, LATER_GAP)).containsExactly(LATER_GAP);
    }

    @Test
    void aReceiptAsksForSoManyRangesAndTheNextForMore() {
        SequenceRange[] holes =
                LongStream.range(0, GapAsking.RANGES_AT_ONCE + 3)
                        .mapToObj(i -> new SequenceRange(10 * i + 1, 10 * i + 2))
                        .toArray(SequenceRange[]::new);
        assertThat(askAfter(0, holes)).hasSize(GapAsking.RANGES_AT_ONCE);
        assertThat(askAfter(1, holes)).hasSize(3);
        assertThat(askAfter(2, holes)).isEmpty();
    }
}
