package org.smartmeter.readings.validation;

import org.smartmeter.terms.Energy;

/// Energies in the words of a finding.
final class Kilowatthours {

    private Kilowatthours() {}

    static String text(long milliwattHours) {
        return new Energy(milliwattHours).toString();
    }

    /// "1 interval", "2 intervals".
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
