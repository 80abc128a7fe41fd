package org.smartmeter.device.tamper;

/// What the watch must know of the place it is at.
///
/// @param nominalVolts of a phase
/// @param feedsIn whether the home may feed in, so that a reversed current is nothing to tell
/// @param fingerprint of the configuration and calibration in force; 0 if there is none.
/// Above its lower [#FINGERPRINT_BITS] stands the number of the rule by which it was computed
public record TamperSettings(double nominalVolts, boolean feedsIn, long fingerprint) {

    /// What is left for the rule's number of as many bits as a number in a browser holds, 53.
    public static final int FINGERPRINT_BITS = 48;

    public static final TamperSettings EUROPEAN = new TamperSettings(230, false, 0);

    /// Whether the fingerprints are of one rule, so that they differ only where what they are
    /// of does.
    static boolean areComparable(long one, long other) {
        return one >>> FINGERPRINT_BITS == other >>> FINGERPRINT_BITS;
    }

    public TamperSettings withFeedingIn(boolean feeds) {
        return new TamperSettings(nominalVolts, feeds, fingerprint);
    }

    public TamperSettings withFingerprint(long other) {
        return new TamperSettings(nominalVolts, feedsIn, other);
    }
}
