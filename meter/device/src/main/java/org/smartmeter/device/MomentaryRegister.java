package org.smartmeter.device;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Unit;

/// What a row shows of the measuring window in which its time lies (value group D = 7 of IEC
/// 62056-6-1).
enum MomentaryRegister {
    IMPORT_POWER("1-0:1.7.0", Unit.WATT, window -> Math.max(window.p(), 0)),
    EXPORT_POWER("1-0:2.7.0", Unit.WATT, window -> Math.max(-window.p(), 0)),
    REACTIVE_IMPORT_POWER("1-0:3.7.0", Unit.VAR, window -> Math.max(window.q1(), 0)),
    REACTIVE_EXPORT_POWER("1-0:4.7.0", Unit.VAR, window -> Math.max(-window.q1(), 0)),
    APPARENT_POWER("1-0:9.7.0", Unit.VOLT_AMPERE, Measurement::s),
    /// Signed, with the power.
    POWER_FACTOR("1-0:13.7.0", Unit.NONE, Measurement::pf),
    FREQUENCY("1-0:14.7.0", Unit.HERTZ, Measurement::f),
    /// Negative when exporting.
    NET_POWER("1-0:16.7.0", Unit.WATT, Measurement::p),
    VOLTAGE_L1("1-0:32.7.0", Unit.VOLT, 0, PhaseMeasurement::uRms),
    VOLTAGE_L2("1-0:52.7.0", Unit.VOLT, 1, PhaseMeasurement::uRms),
    VOLTAGE_L3("1-0:72.7.0", Unit.VOLT, 2, PhaseMeasurement::uRms),
    CURRENT_L1("1-0:31.7.0", Unit.AMPERE, 0, PhaseMeasurement::iRms),
    CURRENT_L2("1-0:51.7.0", Unit.AMPERE, 1, PhaseMeasurement::iRms),
    CURRENT_L3("1-0:71.7.0", Unit.AMPERE, 2, PhaseMeasurement::iRms),
    IMPORT_POWER_L1("1-0:21.7.0", Unit.WATT, 0, phase -> Math.max(phase.p(), 0)),
    IMPORT_POWER_L2("1-0:41.7.0", Unit.WATT, 1, phase -> Math.max(phase.p(), 0)),
    IMPORT_POWER_L3("1-0:61.7.0", Unit.WATT, 2, phase -> Math.max(phase.p(), 0)),
    EXPORT_POWER_L1("1-0:22.7.0", Unit.WATT, 0, phase -> Math.max(-phase.p(), 0)),
    EXPORT_POWER_L2("1-0:42.7.0", Unit.WATT, 1, phase -> Math.max(-phase.p(), 0)),
    EXPORT_POWER_L3("1-0:62.7.0", Unit.WATT, 2, phase -> Math.max(-phase.p(), 0));

    private final ObisCode obis;
    private final Unit unit;
    private final int phase;
    private final ToDoubleFunction<Measurement> value;

    MomentaryRegister(String obis, Unit unit, ToDoubleFunction<Measurement> value) {
        this.obis = ObisCode.parse(obis);
        this.unit = unit;
        this.phase = 0;
        this.value = value;
    }

    MomentaryRegister(String obis, Unit unit, int phase, ToDoubleFunction<PhaseMeasurement> value) {
        this.obis = ObisCode.parse(obis);
        this.unit = unit;
        this.phase = phase;
        this.value =
                window ->
                        phase < window.phases().size()
                                ? value.applyAsDouble(window.phases().get(phase))
                                : Double.NaN;
    }

    Unit unit() {
        return unit;
    }

    boolean isMeasuredWith(int phases) {
        return phase < phases;
    }

    /// In the register's unit; NaN where the window has none.
    double value(Measurement window) {
        return value.applyAsDouble(window);
    }

    static Optional<MomentaryRegister> of(ObisCode obis) {
        for (MomentaryRegister register : values()) {
            if (register.obis.equals(obis)) {
                return Optional.of(register);
            }
        }
        return Optional.empty();
    }
}
