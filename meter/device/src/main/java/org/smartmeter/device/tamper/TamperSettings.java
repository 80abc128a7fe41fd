package org.smartmeter.device.tamper;

/// What the watch must know of the place it is at.
///
/// @param nominalVolts of a phase
/// @param feedsIn whether the home may feed in, so that a reversed current is nothing to tell
/// @param fingerprint of the configuration and calibration in force; 0 if there is none
public record TamperSettings(double nominalVolts, boolean feedsIn, long fingerprint) {

    public static final TamperSettings EUROPEAN = new TamperSettings(230, false, 0);

    public TamperSettings withFeedingIn(boolean feeds) {
        return new TamperSettings(nominalVolts, feeds, fingerprint);
    }

    public TamperSettings withFingerprint(long other) {
        return new TamperSettings(nominalVolts, feedsIn, other);
    }
}
