package org.smartmeter.readings.bulk;

import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Unit;

/// A column of registers that a table may have, in the order of a profile's registers. A table says
/// kWh and kvarh; inside they are mWh and mvarh.
public enum RegisterColumn {
    IMPORT("register_kwh", ObisCode.ACTIVE_ENERGY_IMPORT, Unit.WATT_HOUR),
    EXPORT("export_register_kwh", ObisCode.ACTIVE_ENERGY_EXPORT, Unit.WATT_HOUR),
    REACTIVE_IMPORT("register_kvarh", ObisCode.parse("1-0:3.8.0"), Unit.VAR_HOUR),
    REACTIVE_EXPORT("export_register_kvarh", ObisCode.parse("1-0:4.8.0"), Unit.VAR_HOUR);

    private final String title;
    private final ObisCode obis;
    private final Unit unit;

    RegisterColumn(String title, ObisCode obis, Unit unit) {
        this.title = title;
        this.obis = obis;
        this.unit = unit;
    }

    /// As a table's header names it.
    public String title() {
        return title;
    }

    ObisCode obis() {
        return obis;
    }

    Unit unit() {
        return unit;
    }
}
