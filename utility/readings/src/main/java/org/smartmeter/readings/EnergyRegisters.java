package org.smartmeter.readings;

import java.util.List;
import java.util.OptionalInt;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Unit;

/// Where in a definition's rows the cumulative active energy stands, and what a raw value means in
/// mWh.
///
/// @param importColumn the column of 1-0:1.8.0; −1 if absent
/// @param exportColumn the column of 1-0:2.8.0; −1 if absent
/// @param importHighest the highest raw value that fits 64 bits of mWh
/// @param exportHighest the highest raw value that fits 64 bits of mWh
record EnergyRegisters(
        Definition definition,
        int importColumn,
        int exportColumn,
        long importHighest,
        long exportHighest) {

    static EnergyRegisters of(Definition definition) {
        int imported = column(definition, ObisCode.ACTIVE_ENERGY_IMPORT);
        int exported = column(definition, ObisCode.ACTIVE_ENERGY_EXPORT);
        return new EnergyRegisters(
                definition,
                imported,
                exported,
                highest(definition, imported),
                highest(definition, exported));
    }

    private static long highest(Definition definition, int column) {
        return column < 0
                ? Long.MAX_VALUE
                : CurveShape.highest(definition.registers().get(column).scaler());
    }

    private static int column(Definition definition, ObisCode obis) {
        List<Register> registers = definition.registers();
        for (int i = 0; i < registers.size(); i++) {
            Register register = registers.get(i);
            if (register.obis().equals(obis) && register.unit() == Unit.WATT_HOUR) {
                return i;
            }
        }
        return -1;
    }

    boolean countsImport() {
        return importColumn >= 0;
    }

    boolean countsExport() {
        return exportColumn >= 0;
    }

    /// In mWh.
    long imported(long[][] columns, int row) {
        return energy(importColumn, columns, row);
    }

    /// In mWh; 0 if not counted.
    long exported(long[][] columns, int row) {
        return energy(exportColumn, columns, row);
    }

    private long energy(int column, long[][] columns, int row) {
        return column < 0
                ? 0
                : CurveShape.milliwattHours(
                        columns[column][row], definition.registers().get(column).scaler());
    }

    /// The energy column whose value does not fit 64 bits of mWh, if there is one.
    OptionalInt overflowing(long[][] columns, int row) {
        if (overflows(importColumn, importHighest, columns, row)) {
            return OptionalInt.of(importColumn);
        }
        return overflows(exportColumn, exportHighest, columns, row)
                ? OptionalInt.of(exportColumn)
                : OptionalInt.empty();
    }

    private static boolean overflows(int column, long highest, long[][] columns, int row) {
        return column >= 0
                && highest < Long.MAX_VALUE
                && (columns[column][row] > highest || columns[column][row] < -highest);
    }
}
