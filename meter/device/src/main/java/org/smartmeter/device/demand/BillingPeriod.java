package org.smartmeter.device.demand;

import java.time.Instant;
import java.util.List;

/// A billing period that is over.
///
/// @param number of the period, from 1
/// @param end when it ended
/// @param maxima one for each [DemandQuantity]
public record BillingPeriod(long number, Instant end, List<Maximum> maxima) {

    public BillingPeriod {
        maxima = List.copyOf(maxima);
    }
}
