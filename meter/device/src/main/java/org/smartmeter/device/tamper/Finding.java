package org.smartmeter.device.tamper;

/// What a window or a sensor says about one kind of fraud.
///
/// @param verdict whether it is there
/// @param measured what was measured, in the unit of its event: mA, mV, mT or 0
record Finding(Verdict verdict, long measured) {

    enum Verdict {
        /// Seen.
        PRESENT,
        /// Seen that it is not there.
        ABSENT,
        /// Nothing speaks for or against it: too little flows, or a value lies between the two
        /// thresholds. What was believed stays.
        UNDECIDED
    }

    static final Finding UNDECIDED = new Finding(Verdict.UNDECIDED, 0);

    static Finding of(boolean present, boolean absent, double measured) {
        Verdict verdict = present ? Verdict.PRESENT : absent ? Verdict.ABSENT : Verdict.UNDECIDED;
        return new Finding(verdict, Math.round(measured));
    }
}
