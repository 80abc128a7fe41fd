package org.smartmeter.device;

import java.util.List;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Unit;

/// Shows a reading in the registers of a definition, in their units and scalers. Energies are cut,
/// never rounded up: a row shows what has been counted. Voltage, current, power, power factor and
/// frequency are those of the window in which the row's time lies.
record Profile(List<Register> registers) {

    private static final int COUNT_SCALER = -3;

    /// Once a day every energy in its full resolution of a thousandth of a unit.
    static final Profile FULL_RESOLUTION =
            new Profile(
                    List.of(
                            energy(EnergyRegister.ACTIVE_IMPORT, Unit.WATT_HOUR),
                            energy(EnergyRegister.ACTIVE_EXPORT, Unit.WATT_HOUR),
                            energy(EnergyRegister.REACTIVE_QI, Unit.VAR_HOUR),
                            energy(EnergyRegister.REACTIVE_QII, Unit.VAR_HOUR),
                            energy(EnergyRegister.REACTIVE_QIII, Unit.VAR_HOUR),
                            energy(EnergyRegister.REACTIVE_QIV, Unit.VAR_HOUR),
                            energy(EnergyRegister.APPARENT_IMPORT, Unit.VOLT_AMPERE_HOUR)));

    /// @throws IllegalArgumentException if this meter does not measure one of them
    Profile {
        registers = List.copyOf(registers);
        for (Register register : registers) {
            if (EnergyRegister.of(register.obis()).isEmpty() && !isInstantaneous(register.obis())) {
                throw new IllegalArgumentException(
                        "this meter does not measure " + register.obis());
            }
            if (EnergyRegister.of(register.obis()).isPresent()
                    && register.scaler() < COUNT_SCALER) {
                throw new IllegalArgumentException(
                        register.obis() + " is counted in thousandths, not finer");
            }
        }
    }

    private static Register energy(EnergyRegister register, Unit unit) {
        return new Register(register.obis(), COUNT_SCALER, unit);
    }

    long[] values(Reading reading) {
        long[] values = new long[registers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(registers.get(i), reading);
        }
        return values;
    }

    private static long value(Register register, Reading reading) {
        return EnergyRegister.of(register.obis())
                .map(energy -> reading.counts()[energy.ordinal()] / countsPerStep(register))
                .orElseGet(() -> instantaneous(register, reading.window()));
    }

    /// How many counts of 1 mWh, mvarh or mVAh are one step of the register.
    static long countsPerStep(Register register) {
        return Math.round(Math.pow(10, register.scaler() - COUNT_SCALER));
    }

    private static boolean isInstantaneous(ObisCode obis) {
        return obis.equals(ObisCode.VOLTAGE_L1)
                || obis.equals(ObisCode.CURRENT_L1)
                || obis.equals(ObisCode.ACTIVE_POWER_IMPORT)
                || obis.equals(ObisCode.POWER_FACTOR)
                || obis.equals(ObisCode.FREQUENCY);
    }

    private static long instantaneous(Register register, Measurement window) {
        double value = quantity(register.obis(), window);
        return Math.round(value / Math.pow(10, register.scaler())); // NaN becomes 0
    }

    private static double quantity(ObisCode obis, Measurement window) {
        PhaseMeasurement first = window.phases().getFirst();
        if (obis.equals(ObisCode.VOLTAGE_L1)) {
            return first.uRms();
        }
        if (obis.equals(ObisCode.CURRENT_L1)) {
            return first.iRms();
        }
        if (obis.equals(ObisCode.ACTIVE_POWER_IMPORT)) {
            return Math.max(window.p(), 0);
        }
        return obis.equals(ObisCode.POWER_FACTOR) ? window.pf() : window.f();
    }
}
