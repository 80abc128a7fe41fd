package org.smartmeter.device.demand;

import java.time.Instant;

/// The highest average of a billing period and when its window ended (extended register, class
/// 4).
///
/// @param milliwatts mW or mvar; 0 if there was none yet
/// @param time end of the window; [Instant#EPOCH] if there was none yet
public record Maximum(long milliwatts, Instant time) {

    public static final Maximum NONE = new Maximum(0, Instant.EPOCH);

    /// The greater of this and a new average; of equals the earlier.
    Maximum or(long average, Instant end) {
        return average > milliwatts ? new Maximum(average, end) : this;
    }
}
