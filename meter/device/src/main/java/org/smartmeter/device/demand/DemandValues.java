package org.smartmeter.device.demand;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the demand registers show at an instant, each list with one entry for each
/// [DemandQuantity]; mW and mvar.
///
/// @param current energy of the running window so far, over the whole window's length
/// @param last average of the last whole window, 0 before the first
/// @param maxima of the running billing period
/// @param period number of the running billing period, from 1
/// @param began when it began; [Instant#EPOCH] if it is the first
/// @param before the billing periods before, the newest first, at most 15
public record DemandValues(
        List<Long> current,
        List<Long> last,
        List<Maximum> maxima,
        long period,
        Instant began,
        List<BillingPeriod> before) {

    /// The billing period so many before the running one, 1 being the last that ended.
    public Optional<BillingPeriod> ended(int back) {
        return back <= before.size() ? Optional.of(before.get(back - 1)) : Optional.empty();
    }
}
