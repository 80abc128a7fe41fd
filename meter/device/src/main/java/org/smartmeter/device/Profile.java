package org.smartmeter.device;

import java.util.Arrays;
import java.util.List;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Register;

/// Shows a reading in the registers of a definition, in their units and scalers, as
/// [ShownRegister] says.
final class Profile {

    private static final int THOUSANDTHS = -3;

    private final List<Register> registers;
    private final List<ShownRegister> shown;

    /// @param phases that the meter has
    /// @throws IllegalArgumentException if there are none or too many, or such a meter does not
    /// measure one of them
    Profile(List<Register> registers, int phases) {
        if (registers.isEmpty() || registers.size() > Definition.MAXIMUM_REGISTERS) {
            throw new IllegalArgumentException(
                    "a profile has 1…"
                            + Definition.MAXIMUM_REGISTERS
                            + " registers, not "
                            + registers.size());
        }
        this.registers = List.copyOf(registers);
        shown = registers.stream().map(it -> ShownRegister.of(it, phases)).toList();
    }

    /// Once a day every energy that is counted, in its full resolution of a thousandth of a unit.
    static Profile fullResolution(int phases) {
        return new Profile(
                Arrays.stream(EnergyRegister.values())
                        .filter(it -> it.isCountedWith(phases))
                        .map(it -> new Register(it.obis(), THOUSANDTHS, it.unit()))
                        .toList(),
                phases);
    }

    List<Register> registers() {
        return registers;
    }

    /// Whether a row needs a measuring window.
    boolean isMomentary() {
        return shown.stream().anyMatch(ShownRegister::momentary);
    }

    long[] values(Reading reading) {
        return shown.stream().mapToLong(it -> it.value(reading)).toArray();
    }
}
