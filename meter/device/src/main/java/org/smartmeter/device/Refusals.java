package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.smartmeter.wire.EventCode;

/// Counts what was refused and has some of it journalled: a short burst, then one event an hour
/// that says how many there were, so that nobody can fill the journal from outside.
final class Refusals {

    private static final int BURST = 16;
    private static final Duration REFILL = Duration.ofHours(1);

    private final Map<Refusal, Long> counts = new EnumMap<>(Refusal.class);
    private final EventBudget budget;
    private long untold;

    Refusals(Instant board) {
        budget = new EventBudget(BURST, REFILL, board);
    }

    /// Where an event goes.
    @FunctionalInterface
    interface Told {
        void event(EventCode code, long... values);
    }

    void refused(Refusal why, Instant board, Told told) {
        count(why);
        if (why == Refusal.REPEATED) {
            return;
        }
        untold++;
        if (budget.take(board)) {
            told.event(EventCode.MESSAGES_REFUSED, why.number(), untold);
            untold = 0;
        }
    }

    /// @param counter of the order, 0 if unreadable
    /// @param reason number of an [org.smartmeter.wire.OrderRefusedException.Reason]
    void orderRefused(long counter, int reason, Instant board, Told told) {
        count(Refusal.ORDER);
        if (budget.take(board)) {
            told.event(EventCode.ORDER_REFUSED, counter, reason);
        } else {
            untold++;
        }
    }

    private void count(Refusal why) {
        counts.merge(why, 1L, Long::sum);
    }

    Map<Refusal, Long> counts() {
        return Map.copyOf(counts);
    }
}
