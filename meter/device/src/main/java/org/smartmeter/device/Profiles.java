package org.smartmeter.device;

import java.util.Optional;
import org.smartmeter.device.RegisterSettings.SecondProfile;

/// The profiles in force, each checked against what the meter measures.
///
/// @param fullResolution what the day's snapshot shows
record Profiles(Profile load, Optional<Profile> second, Profile billing, Profile fullResolution) {

    private static final int ONE_PHASE = 1;

    /// @throws IllegalArgumentException if a meter with so many phases cannot show one
    static Profiles of(RegisterSettings settings, int phases) {
        if (phases != ONE_PHASE && phases != EnergyRegister.PHASES) {
            throw new IllegalArgumentException("a meter has 1 or 3 phases, not " + phases);
        }
        Profile billing = new Profile(settings.billingInForce(), phases);
        if (billing.isMomentary()) {
            throw new IllegalArgumentException(
                    "the billing profile shows what was counted, nothing momentary");
        }
        return new Profiles(
                new Profile(settings.load(), phases),
                settings.second().map(SecondProfile::registers).map(it -> new Profile(it, phases)),
                billing,
                Profile.fullResolution(phases));
    }

    /// Empty if there is no such profile.
    Optional<Profile> of(ProfileKind kind) {
        return switch (kind) {
            case LOAD -> Optional.of(load);
            case SECOND -> second;
            case BILLING -> Optional.of(billing);
        };
    }
}
