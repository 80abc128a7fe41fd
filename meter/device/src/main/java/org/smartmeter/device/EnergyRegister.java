package org.smartmeter.device;

import java.util.Optional;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.terms.ObisCode;

/// The energies this meter counts, each in its own register that never falls within an epoch (IEC
/// 62056-6-1 names). The order is that of the registers' checkpoint and never changes.
public enum EnergyRegister {
    ACTIVE_IMPORT(ObisCode.ACTIVE_ENERGY_IMPORT),
    ACTIVE_EXPORT(ObisCode.ACTIVE_ENERGY_EXPORT),
    REACTIVE_QI(ObisCode.REACTIVE_ENERGY_QI),
    REACTIVE_QII(ObisCode.REACTIVE_ENERGY_QII),
    REACTIVE_QIII(ObisCode.REACTIVE_ENERGY_QIII),
    REACTIVE_QIV(ObisCode.REACTIVE_ENERGY_QIV),
    APPARENT_IMPORT(ObisCode.APPARENT_ENERGY_IMPORT);

    static final int COUNT = values().length;
    private static final double SECONDS_PER_HOUR = 3_600;

    private final ObisCode obis;

    EnergyRegister(ObisCode obis) {
        this.obis = obis;
    }

    public ObisCode obis() {
        return obis;
    }

    static Optional<EnergyRegister> of(ObisCode obis) {
        for (EnergyRegister register : values()) {
            if (register.obis.equals(obis)) {
                return Optional.of(register);
            }
        }
        return Optional.empty();
    }

    /// What a window adds to this register, Wh, varh or VAh, never negative. Apparent energy counts
    /// (arithmetic S) while active power is imported.
    double increment(Measurement window) {
        return switch (this) {
            case ACTIVE_IMPORT -> window.importWh();
            case ACTIVE_EXPORT -> window.exportWh();
            case REACTIVE_QI -> window.varhByQuadrant()[0];
            case REACTIVE_QII -> window.varhByQuadrant()[1];
            case REACTIVE_QIII -> window.varhByQuadrant()[2];
            case REACTIVE_QIV -> window.varhByQuadrant()[3];
            case APPARENT_IMPORT ->
                    window.p() > 0 ? window.s() * window.seconds() / SECONDS_PER_HOUR : 0;
        };
    }
}
