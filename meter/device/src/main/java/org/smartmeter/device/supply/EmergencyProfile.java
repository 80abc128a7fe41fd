package org.smartmeter.device.supply;

import java.time.Instant;

/// An emergency profile of the limiter (IEC 62056-6-2, class 71, attribute 8): for a while another
/// threshold holds.
///
/// @param id of the group that it is for, 1…65,535
/// @param activation the meter's time at which it begins
/// @param durationSeconds after which it ends by itself, 1…604,800
public record EmergencyProfile(int id, Instant activation, int durationSeconds) {

    /// A week.
    public static final int LONGEST_SECONDS = 604_800;

    /// @throws IllegalArgumentException if a number is outside its range
    public EmergencyProfile {
        Ranges.check("emergency profile", id, 1, 65_535);
        Ranges.check("duration of an emergency profile", durationSeconds, 1, LONGEST_SECONDS);
    }

    Instant end() {
        return activation.plusSeconds(durationSeconds);
    }
}
