package org.smartmeter.device;

import java.util.Optional;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Unit;

/// The energies this meter counts, each in its own register that never falls within an epoch (IEC
/// 62056-6-1 names). What is a sum of these is a [DerivedRegister]. The order is that of the
/// registers' checkpoint and never changes; new ones come at the end.
public enum EnergyRegister {
    ACTIVE_IMPORT(ObisCode.ACTIVE_ENERGY_IMPORT, Unit.WATT_HOUR),
    ACTIVE_EXPORT(ObisCode.ACTIVE_ENERGY_EXPORT, Unit.WATT_HOUR),
    REACTIVE_QI(ObisCode.REACTIVE_ENERGY_QI, Unit.VAR_HOUR),
    REACTIVE_QII(ObisCode.REACTIVE_ENERGY_QII, Unit.VAR_HOUR),
    REACTIVE_QIII(ObisCode.REACTIVE_ENERGY_QIII, Unit.VAR_HOUR),
    REACTIVE_QIV(ObisCode.REACTIVE_ENERGY_QIV, Unit.VAR_HOUR),
    APPARENT_IMPORT(ObisCode.APPARENT_ENERGY_IMPORT, Unit.VOLT_AMPERE_HOUR),
    APPARENT_EXPORT(ObisCode.parse("1-0:10.8.0.255"), Unit.VOLT_AMPERE_HOUR),
    IMPORT_L1(ObisCode.parse("1-0:21.8.0.255"), Unit.WATT_HOUR),
    IMPORT_L2(ObisCode.parse("1-0:41.8.0.255"), Unit.WATT_HOUR),
    IMPORT_L3(ObisCode.parse("1-0:61.8.0.255"), Unit.WATT_HOUR),
    EXPORT_L1(ObisCode.parse("1-0:22.8.0.255"), Unit.WATT_HOUR),
    EXPORT_L2(ObisCode.parse("1-0:42.8.0.255"), Unit.WATT_HOUR),
    EXPORT_L3(ObisCode.parse("1-0:62.8.0.255"), Unit.WATT_HOUR);

    static final int COUNT = values().length;

    /// Phases of a meter that counts each phase apart.
    static final int PHASES = 3;

    private static final double SECONDS_PER_HOUR = 3_600;

    private final ObisCode obis;
    private final Unit unit;

    EnergyRegister(ObisCode obis, Unit unit) {
        this.obis = obis;
        this.unit = unit;
    }

    public ObisCode obis() {
        return obis;
    }

    /// The unit of which it counts thousandths.
    public Unit unit() {
        return unit;
    }

    static Optional<EnergyRegister> of(ObisCode obis) {
        for (EnergyRegister register : values()) {
            if (register.obis.equals(obis)) {
                return Optional.of(register);
            }
        }
        return Optional.empty();
    }

    /// Whether it counts one phase alone.
    boolean isOfOnePhase() {
        return ordinal() >= IMPORT_L1.ordinal();
    }

    /// Whether a meter with so many phases counts it. On a meter with one, the phase's own
    /// register would be the sum's again.
    boolean isCountedWith(int phases) {
        return !isOfOnePhase() || phases == PHASES;
    }

    /// What a window adds to this register, Wh, varh or VAh, never negative. Apparent energy
    /// counts (arithmetic S) while active power is imported or exported; without either it counts
    /// nowhere.
    double increment(Measurement window) {
        return switch (this) {
            case ACTIVE_IMPORT -> window.importWh();
            case ACTIVE_EXPORT -> window.exportWh();
            case REACTIVE_QI -> window.varhByQuadrant()[0];
            case REACTIVE_QII -> window.varhByQuadrant()[1];
            case REACTIVE_QIII -> window.varhByQuadrant()[2];
            case REACTIVE_QIV -> window.varhByQuadrant()[3];
            case APPARENT_IMPORT -> window.p() > 0 ? apparent(window) : 0;
            case APPARENT_EXPORT -> window.p() < 0 ? apparent(window) : 0;
            case IMPORT_L1, IMPORT_L2, IMPORT_L3 ->
                    isCountedWith(window.phases().size())
                            ? window.phaseImportWh(ordinal() - IMPORT_L1.ordinal())
                            : 0;
            case EXPORT_L1, EXPORT_L2, EXPORT_L3 ->
                    isCountedWith(window.phases().size())
                            ? window.phaseExportWh(ordinal() - EXPORT_L1.ordinal())
                            : 0;
        };
    }

    private static double apparent(Measurement window) {
        return window.s() * window.seconds() / SECONDS_PER_HOUR;
    }
}
