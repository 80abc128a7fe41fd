package org.smartmeter.readings;

import java.time.Instant;
import org.smartmeter.terms.Energy;

/// What many meters together counted in one interval.
///
/// @param meters how many of them are in the sums; the others are not known for the whole interval
public record TotalInterval(
        Instant start, Instant end, Energy imported, Energy exported, int meters) {}
