package org.smartmeter.device;

import java.util.Optional;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Unit;

/// Energies that are sums of [EnergyRegister]s, to the last count: they are not kept, so they can
/// never say anything else than those.
enum DerivedRegister {
    /// QI + QII.
    REACTIVE_IMPORT("1-0:3.8.0.255", Unit.VAR_HOUR) {
        @Override
        long count(long[] counts) {
            return counts[EnergyRegister.REACTIVE_QI.ordinal()]
                    + counts[EnergyRegister.REACTIVE_QII.ordinal()];
        }
    },
    /// QIII + QIV.
    REACTIVE_EXPORT("1-0:4.8.0.255", Unit.VAR_HOUR) {
        @Override
        long count(long[] counts) {
            return counts[EnergyRegister.REACTIVE_QIII.ordinal()]
                    + counts[EnergyRegister.REACTIVE_QIV.ordinal()];
        }
    },
    /// Import + export.
    ACTIVE_ABSOLUTE("1-0:15.8.0.255", Unit.WATT_HOUR) {
        @Override
        long count(long[] counts) {
            return counts[EnergyRegister.ACTIVE_IMPORT.ordinal()]
                    + counts[EnergyRegister.ACTIVE_EXPORT.ordinal()];
        }
    },
    /// Import − export: the one that falls while energy is exported, and may be negative.
    ACTIVE_NET("1-0:16.8.0.255", Unit.WATT_HOUR) {
        @Override
        long count(long[] counts) {
            return counts[EnergyRegister.ACTIVE_IMPORT.ordinal()]
                    - counts[EnergyRegister.ACTIVE_EXPORT.ordinal()];
        }
    };

    private final ObisCode obis;
    private final Unit unit;

    DerivedRegister(String obis, Unit unit) {
        this.obis = ObisCode.parse(obis);
        this.unit = unit;
    }

    Unit unit() {
        return unit;
    }

    /// Thousandths of the unit.
    ///
    /// @param counts in the order of [EnergyRegister]
    abstract long count(long[] counts);

    static Optional<DerivedRegister> of(ObisCode obis) {
        for (DerivedRegister register : values()) {
            if (register.obis.equals(obis)) {
                return Optional.of(register);
            }
        }
        return Optional.empty();
    }
}
