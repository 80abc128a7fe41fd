package org.smartmeter.device.supply;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The limiter's attributes that the utility sets (IEC 62056-6-2, class 71, 0-0:17.0.0.255).
/// Thresholds are in the monitored value's raw unit.
///
/// @param monitored what is watched
/// @param normal threshold in normal operation, 1…4,294,967,295; empty: no limit
/// @param emergency threshold while an emergency profile is active; empty: no profile can be
/// @param minimumOverSeconds how long the value must be above the threshold, 0…3,600
/// @param minimumUnderSeconds how long it must not be above before reconnection, 0…3,600
/// @param groups ids of the emergency profiles that concern this meter, at most 16
/// @param retry how it goes on after it has opened
public record LimiterSettings(
        MonitoredValue monitored,
        OptionalLong normal,
        OptionalLong emergency,
        int minimumOverSeconds,
        int minimumUnderSeconds,
        Set<Integer> groups,
        RetryPolicy retry) {

    /// The most groups a meter is in.
    public static final int MOST_GROUPS = 16;

    private static final long HIGHEST_THRESHOLD = 0xffff_ffffL;
    private static final int LONGEST_DURATION = 3_600;

    /// Nothing is limited.
    public static final LimiterSettings NO_LIMIT =
            new LimiterSettings(
                    MonitoredValue.ACTIVE_POWER_IMPORT,
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    0,
                    0,
                    Set.of(),
                    RetryPolicy.USUAL);

    /// @throws IllegalArgumentException if a number is outside its range
    public LimiterSettings {
        groups = Set.copyOf(groups);
        normal.ifPresent(it -> Ranges.check("normal threshold", it, 1, HIGHEST_THRESHOLD));
        emergency.ifPresent(it -> Ranges.check("emergency threshold", it, 1, HIGHEST_THRESHOLD));
        Ranges.check("minimum over-threshold duration", minimumOverSeconds, 0, LONGEST_DURATION);
        Ranges.check("minimum under-threshold duration", minimumUnderSeconds, 0, LONGEST_DURATION);
        Ranges.check("number of emergency groups", groups.size(), 0, MOST_GROUPS);
    }

    /// Whether there is a threshold at any time.
    boolean limits() {
        return normal.isPresent() || emergency.isPresent();
    }

    /// The threshold that an active profile brings, if it concerns this meter.
    Optional<Long> emergencyThreshold(EmergencyProfile profile) {
        return emergency.isPresent() && groups.contains(profile.id())
                ? Optional.of(emergency.getAsLong())
                : Optional.empty();
    }
}
