package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.OrderRefusedException.Reason;

/// Counts what was refused and has some of it journalled: a short burst, then one event an hour
/// that says how many there were, so that nobody can fill the journal from outside.
final class Refusals {

    private static final int BURST = 16;
    private static final Duration REFILL = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Map<Refusal, Long> counts = new EnumMap<>(Refusal.class);
    private final MeterId meter;
    private final Told told;
    private final EventBudget budget;
    private long untold;

    Refusals(MeterId meter, Told told, Instant board) {
        this.meter = meter;
        this.told = told;
        budget = new EventBudget(BURST, REFILL, board);
    }

    /// Where an event goes.
    @FunctionalInterface
    interface Told {
        void event(EventCode code, long... values);
    }

    void refused(Refusal why, String detail, Instant board) {
        LOG.debug("{}: refused, {}: {}", meter, why, detail);
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
    void orderRefused(long counter, Reason reason, String detail, Instant board) {
        LOG.debug("{}: order {} refused, {}", meter, counter, detail);
        count(Refusal.ORDER);
        if (budget.take(board)) {
            told.event(EventCode.ORDER_REFUSED, counter, reason.number());
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
