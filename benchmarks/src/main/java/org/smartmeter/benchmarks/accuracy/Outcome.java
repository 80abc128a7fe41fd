package org.smartmeter.benchmarks.accuracy;

import org.smartmeter.metrology.calibration.Reading;

/// What one meter under test and the naive meter made of the same counts.
///
/// @param reading of the meter, mean of its windows
/// @param energyWh registered, import − export
/// @param seconds that were read
/// @param naiveWatts mean power of the naive meter
record Outcome(Reading reading, double energyWh, double seconds, double naiveWatts) {

    /// Error of energy against the true power, percent.
    double errorPercent(double watts) {
        return 100 * (energyWh * 3600 / (watts * seconds) - 1);
    }

    /// The same of the naive meter.
    double naivePercent(double watts) {
        return 100 * (naiveWatts / watts - 1);
    }
}
