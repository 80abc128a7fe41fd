package org.smartmeter.device;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.terms.SequenceRanges;

/// What of the journal is on its way, what goes next and what was asked for again. Holds sequence
/// numbers only: the journal is the only buffer.
final class Outbox {

    /// Batches that may be unacknowledged at a time: enough to fill the line, little to repeat.
    static final int WINDOW = 2;

    /// A batch on its way.
    private record Underway(SequenceRange range, boolean again, Instant sent) {}

    private final List<Underway> underway = new ArrayList<>(WINDOW);
    private SequenceRanges wantedAgain = SequenceRanges.EMPTY;
    private long sentUpTo;
    private long target;

    /// Forgets what was on its way, it will be sent again: after a new line, or after silence.
    void restart(long acknowledged) {
        underway.clear();
        wantedAgain = SequenceRanges.EMPTY;
        sentUpTo = acknowledged;
    }

    /// A line is new: nothing is on its way on it.
    void forget() {
        underway.clear();
    }

    /// Everything up to here is to be sent now.
    void sendUpTo(long sequence) {
        target = Math.max(target, sequence);
    }

    /// A receipt: stored up to there, and missing beyond (or asked for again before).
    void receipt(long storedUpTo, List<SequenceRange> missing) {
        underway.removeIf(
                batch -> isAnswered(batch, storedUpTo, missing) || isMissing(batch, missing));
        sentUpTo = Math.max(sentUpTo, storedUpTo);
        wantedAgain = SequenceRanges.EMPTY;
        for (SequenceRange range : missing) {
            for (SequenceRange part : notUnderway(range)) {
                wantedAgain = wantedAgain.plus(part);
            }
        }
    }

    private static boolean isAnswered(
            Underway batch, long storedUpTo, List<SequenceRange> missing) {
        boolean stored = batch.range().last() <= storedUpTo;
        return stored && missing.stream().noneMatch(range -> overlap(range, batch.range()));
    }

    private static boolean overlap(SequenceRange one, SequenceRange other) {
        return one.first() <= other.last() && other.first() <= one.last();
    }

    /// A first sending that the utility misses was overtaken by a later one, so it is lost.
    private static boolean isMissing(Underway batch, List<SequenceRange> missing) {
        return !batch.again()
                && missing.stream().anyMatch(range -> range.contains(batch.range().first()));
    }

    private List<SequenceRange> notUnderway(SequenceRange range) {
        SequenceRanges held = SequenceRanges.EMPTY;
        for (Underway batch : underway) {
            if (batch.again()) {
                held = held.plus(batch.range());
            }
        }
        return held.missingIn(range);
    }

    /// What to send next, if the window has room: what was asked for again goes first.
    Optional<SequenceRange> next() {
        if (underway.size() >= WINDOW) {
            return Optional.empty();
        }
        if (!wantedAgain.ranges().isEmpty()) {
            return Optional.of(wantedAgain.ranges().getFirst());
        }
        return sentUpTo < target
                ? Optional.of(new SequenceRange(sentUpTo + 1, target))
                : Optional.empty();
    }

    /// A beginning of what [#next] named went out.
    void sent(SequenceRange range, Instant now) {
        boolean again = !wantedAgain.ranges().isEmpty();
        underway.add(new Underway(range, again, now));
        if (!again) {
            sentUpTo = range.last();
            return;
        }
        SequenceRanges left = SequenceRanges.EMPTY;
        SequenceRanges gone = SequenceRanges.EMPTY.plus(range);
        for (SequenceRange wanted : wantedAgain.ranges()) {
            for (SequenceRange part : gone.missingIn(wanted)) {
                left = left.plus(part);
            }
        }
        wantedAgain = left;
    }

    /// When the oldest unanswered batch went out.
    Optional<Instant> oldestUnanswered() {
        return underway.stream().map(Underway::sent).min(Instant::compareTo);
    }
}
