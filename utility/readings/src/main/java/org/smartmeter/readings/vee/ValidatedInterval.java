package org.smartmeter.readings.vee;

import java.time.Instant;
import org.smartmeter.readings.validation.IntervalStatus;

/// An interval as bills and statistics take it.
///
/// @param energy mWh; 0 where missing
/// @param version that it comes from; 0 where it was measured
public record ValidatedInterval(
        Instant start, Instant end, long energy, IntervalStatus status, int version) {}
