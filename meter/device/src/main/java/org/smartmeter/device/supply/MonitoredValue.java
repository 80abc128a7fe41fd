package org.smartmeter.device.supply;

import java.util.Optional;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.terms.ObisCode;

/// What the limiter watches (IEC 62056-6-2, class 71, attribute 2): a register of the meter.
/// Thresholds are in its raw unit.
public enum MonitoredValue {
    /// Active power drawn, all phases, W.
    ACTIVE_POWER_IMPORT(1, "1-0:1.7.0.255", 1),
    /// Current of the first phase, mA.
    CURRENT_L1(2, "1-0:31.7.0.255", 1_000),
    /// Current of the phase that has most, mA.
    CURRENT_ANY_PHASE(3, "1-0:11.7.0.255", 1_000),
    /// Apparent power while active power is drawn, arithmetic over the phases, VA.
    APPARENT_POWER_IMPORT(4, "1-0:9.7.0.255", 1);

    private final int number;
    private final ObisCode obis;
    private final double perUnit;

    MonitoredValue(int number, String obis, double perUnit) {
        this.number = number;
        this.obis = ObisCode.parse(obis);
        this.perUnit = perUnit;
    }

    /// Its number in line.proto.
    public int number() {
        return number;
    }

    public ObisCode obis() {
        return obis;
    }

    /// Whether thresholds are in mA; otherwise they are in W or VA.
    public boolean isCurrent() {
        return this == CURRENT_L1 || this == CURRENT_ANY_PHASE;
    }

    /// The value in a window, raw; NaN where it is not measured.
    double of(Measurement window) {
        return perUnit
                * switch (this) {
                    case ACTIVE_POWER_IMPORT -> Math.max(0, window.p());
                    case CURRENT_L1 -> window.phases().getFirst().iRms();
                    case CURRENT_ANY_PHASE ->
                            window.phases().stream()
                                    .mapToDouble(phase -> phase.iRms())
                                    .max()
                                    .orElse(0);
                    case APPARENT_POWER_IMPORT -> apparentImport(window);
                };
    }

    /// Where a phase's is not known, neither is the sum, which then says 0.
    private static double apparentImport(Measurement window) {
        boolean known = window.phases().stream().noneMatch(phase -> Double.isNaN(phase.s()));
        if (!known || Double.isNaN(window.p())) {
            return Double.NaN;
        }
        return window.p() > 0 ? window.s() : 0;
    }

    static Optional<MonitoredValue> ofNumber(int number) {
        return number >= 1 && number <= values().length
                ? Optional.of(values()[number - 1])
                : Optional.empty();
    }
}
