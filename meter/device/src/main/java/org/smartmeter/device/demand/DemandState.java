package org.smartmeter.device.demand;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All that [MaximumDemand] knows, as it is kept. Counts and averages have one value for each
/// [DemandQuantity].
///
/// @param settings in force
/// @param period number of the running billing period
/// @param endedBy counter of the last order that ended one, 0 if none did
/// @param began when the running one began
/// @param reset when the calendar ends it, if that is known; [Instant#MAX]: never
/// @param start of the running window's period, if windows run
/// @param startCounts of the registers then
/// @param last average
/// @param closed energies of the whole periods before, the oldest first
/// @param maxima of the running billing period
/// @param history the billing periods before, the newest first
@SuppressWarnings("ArrayRecordComponent") // never compared
record DemandState(
        DemandSettings settings,
        long period,
        long endedBy,
        Instant began,
        Optional<Instant> reset,
        Optional<Instant> start,
        long[] startCounts,
        long[] last,
        List<long[]> closed,
        List<Maximum> maxima,
        List<BillingPeriod> history) {}
