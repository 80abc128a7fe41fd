package org.smartmeter.metrology.quality;

import java.time.Duration;
import java.time.Instant;

/// A dip, swell or interruption that is over (IEC 61000-4-30, 5.4 and 5.5).
///
/// @param start middle of the first cycle beyond the threshold; of an interruption its begin, since
/// all of the cycle must be without voltage
/// @param duration to the middle (of an interruption the end) of the last cycle before all had
/// recovered: right within half a cycle at each end
/// @param volts the lowest (dip, interruption) or highest (swell) U_rms(1/2) on any phase
/// @param phases that crossed the threshold: bit 0 is L1, bit 1 L2, bit 2 L3
public record VoltageEvent(Kind kind, Instant start, Duration duration, double volts, int phases)
        implements QualityResult {

    public enum Kind {
        /// Below 90 % of the declared voltage on a phase, and never below 5 % on all at once.
        DIP,
        /// Above 110 % on a phase.
        SWELL,
        /// Below 5 % on all phases (EN 50160); what was lost before and after it counts to no dip.
        INTERRUPTION
    }
}
