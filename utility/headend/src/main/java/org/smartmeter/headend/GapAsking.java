package org.smartmeter.headend;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.terms.SequenceRanges;

/// Decides when a meter is asked to send missing records again: at once for what it was not asked
/// for yet, and for the rest after a wait that doubles, because an answer may be on its way. One
/// thread at a time.
final class GapAsking {

    /// The most ranges that one receipt asks for.
    static final int RANGES_AT_ONCE = 32;

    static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final Duration firstWait;
    private SequenceRanges asked = SequenceRanges.EMPTY;
    private Duration wait;
    private Instant again = Instant.MAX;

    GapAsking(Duration firstWait) {
        this.firstWait = firstWait;
        this.wait = firstWait;
    }

    /// What to ask for now, given all that is missing.
    List<SequenceRange> ask(List<SequenceRange> missing, Instant now) {
        if (missing.isEmpty()) {
            forget();
            return List.of();
        }
        if (!now.isBefore(again)) {
            wait = shorter(wait.multipliedBy(2), LONGEST_WAIT);
            return asking(firstOf(missing), SequenceRanges.EMPTY, now);
        }
        List<SequenceRange> fresh = new ArrayList<>();
        missing.forEach(range -> fresh.addAll(asked.missingIn(range)));
        if (fresh.isEmpty()) {
            return List.of();
        }
        if (again.equals(Instant.MAX)) {
            wait = firstWait;
        }
        return asking(firstOf(fresh), asked, now);
    }

    /// Whether what was asked for is overdue.
    boolean overdue(Instant now) {
        return !now.isBefore(again);
    }

    /// Nothing is asked for any more: all came, or another epoch began.
    void forget() {
        asked = SequenceRanges.EMPTY;
        wait = firstWait;
        again = Instant.MAX;
    }

    private List<SequenceRange> asking(
            List<SequenceRange> ranges, SequenceRanges already, Instant now) {
        asked = already;
        ranges.forEach(range -> asked = asked.plus(range));
        again = now.plus(wait);
        return ranges;
    }

    private static List<SequenceRange> firstOf(List<SequenceRange> ranges) {
        return List.copyOf(ranges.subList(0, Math.min(ranges.size(), RANGES_AT_ONCE)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
