package org.smartmeter.readings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smartmeter.terms.Energy;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.ObisCode;

/// A meter's registers at the latest instant it measured, however late or early they arrived.
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
