package org.smartmeter.drivers.foreign;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.smartmeter.metrology.PhaseMeasurement;

/// What a foreign meter said at one instant.
///
/// @param meter how it names itself; a meter that does not is known by its line
/// @param imported its counter of imported energy
/// @param exported its counter of exported energy
/// @param power active power now, W, positive is import
/// @param phases one or three; what the meter does not say is NaN
/// @param frequency Hz, NaN where the meter does not say it
public record ForeignReading(
        String meter,
        Optional<Count> imported,
        Optional<Count> exported,
        OptionalDouble power,
        List<PhaseMeasurement> phases,
        double frequency) {

    public ForeignReading {
        phases = List.copyOf(phases);
        if (phases.isEmpty()) {
            throw new IllegalArgumentException("a reading without phase");
        }
    }
}
