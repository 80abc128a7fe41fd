package org.smartmeter.readings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smartmeter.terms.Energy;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.ObisCode;

/// What each register of a meter showed last, however late or early it arrived. Profiles of
/// different periods have different registers, so each has its own time.
///
/// @param time of the newest of them
/// @param registers one of each code and unit
public record Latest(Epoch epoch, Instant time, List<RegisterReading> registers) {

    public Latest {
        registers = List.copyOf(registers);
    }

    public Optional<RegisterReading> register(ObisCode obis) {
        return registers.stream().filter(r -> r.register().obis().equals(obis)).findFirst();
    }

    /// Active energy counted by the register, empty if the meter has no such one.
    public Optional<Energy> energy(ObisCode obis) {
        return register(obis).flatMap(RegisterReading::energy);
    }
}
