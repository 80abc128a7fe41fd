package org.smartmeter.device.supply;

import java.time.Duration;
import java.time.Instant;

/// A cut that was ordered for later.
///
/// @param counter of the order
/// @param at when, by the meter's clock
/// @param holdAfter a longer silence of the utility holds it
/// @param heldTold whether it was told that it is held
record OrderedCut(long counter, Instant at, Duration holdAfter, boolean heldTold) {

    private static final int LEAST_HOLD = 60;
    private static final int MOST_HOLD = 604_800;
    private static final int USUAL_HOLD = 900;

    /// @throws IllegalArgumentException if the silence is outside its range
    static OrderedCut of(long counter, Instant at, int holdAfterSeconds) {
        int hold = holdAfterSeconds == 0 ? USUAL_HOLD : holdAfterSeconds;
        Ranges.check("silence after which a cut is held", hold, LEAST_HOLD, MOST_HOLD);
        return new OrderedCut(counter, at, Duration.ofSeconds(hold), false);
    }

    OrderedCut told() {
        return new OrderedCut(counter, at, holdAfter, true);
    }
}
