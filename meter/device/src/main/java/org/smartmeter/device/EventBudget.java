package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;

/// Bounds how many events of a kind reach the journal, so that nobody can fill it from outside: a
/// short burst, then one for each refill. Board time.
public final class EventBudget {

    private final int burst;
    private final Duration refill;
    private int allowed;
    private Instant refilled;

    public EventBudget(int burst, Duration refill, Instant board) {
        this.burst = burst;
        this.refill = refill;
        allowed = burst;
        refilled = board;
    }

    /// Whether one more may be written; if so it counts.
    public boolean take(Instant board) {
        long refills = Duration.between(refilled, board).dividedBy(refill);
        if (refills > 0) {
            allowed = (int) Math.min(burst, allowed + refills);
            refilled = refilled.plus(refill.multipliedBy(refills));
        }
        if (allowed == 0) {
            return false;
        }
        allowed--;
        return true;
    }
}
