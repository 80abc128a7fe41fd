package org.smartmeter.metrology.quality;

import java.time.Instant;

/// Frequency over 10 s between ticks of the clock (IEC 61000-4-30, 5.1, class A): cycles by their
/// duration. There is none where the fundamental was missing for a part of the time.
///
/// @param end a multiple of 10 s
/// @param hertz frequency
public record FrequencyReading(Instant end, double hertz) implements QualityResult {}
