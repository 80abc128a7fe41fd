package org.smartmeter.device.tamper;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.smartmeter.device.EventBudget;

/// One kind of fraud at one place: what is believed of it, what the journal was told, and what of
/// it only was counted because the journal could not be told.
final class Watch {

    /// Four begins and ends at once, then one of them for each quarter of an hour: whoever plays
    /// with a cover all day writes a hundred events, and none of another kind is crowded out.
    private static final int EVENTS_AT_ONCE = 8;

    private static final Duration ONE_MORE_EVERY = Duration.ofMinutes(15);

    /// A change of belief.
    ///
    /// @param ongoing whether it began; otherwise it ended
    /// @param at when
    /// @param watts power when it was seen
    /// @param measured as the event tells it
    /// @param whileOff whether it happened while the meter had no power
    record Change(boolean ongoing, Instant at, long watts, long measured, boolean whileOff) {}

    private final FraudKind kind;
    private final int place;
    private final Belief belief;
    private final EventBudget budget;
    private boolean told;
    private int untold;
    private Optional<Change> last = Optional.empty();

    /// @param place 1…3 for a phase, 0 where there is one only
    /// @param told what the journal was told before a power cut: whether it is going on
    /// @param untold how many changes were left out since
    Watch(FraudKind kind, int place, boolean told, int untold, Instant board) {
        this.kind = kind;
        this.place = place;
        this.told = told;
        this.untold = untold;
        belief = kind.belief(told);
        budget = new EventBudget(EVENTS_AT_ONCE, ONE_MORE_EVERY, board);
    }

    FraudKind kind() {
        return kind;
    }

    int place() {
        return place;
    }

    /// Takes a finding.
    ///
    /// @return whether it changed what is believed
    boolean see(Finding finding, Instant from, Instant to, long watts, boolean whileOff) {
        Optional<Instant> since = belief.see(finding.verdict(), from, to);
        since.ifPresent(
                at -> {
                    last =
                            Optional.of(
                                    new Change(
                                            belief.believed(),
                                            at,
                                            watts,
                                            finding.measured(),
                                            whileOff));
                    untold++;
                });
        return since.isPresent();
    }

    /// What the journal was told last: whether it is going on.
    boolean isTold() {
        return told;
    }

    int untold() {
        return untold;
    }

    /// The change to tell now; empty if the journal knows how things stand.
    Optional<Change> toTell() {
        return belief.believed() == told ? Optional.empty() : last;
    }

    /// Changes that came and went without being told.
    int leftOut() {
        return toTell().isPresent() ? untold - 1 : untold;
    }

    boolean take(Instant board) {
        return budget.take(board);
    }

    /// The journal knows, or what it must be told is kept.
    void toldNow() {
        told = belief.believed();
        untold = 0;
    }

    Optional<Instant> decidesAt() {
        return belief.decidesAt();
    }
}
