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
record EnergyRegisters(Definition definition, int importColumn, int exportColumn) {

    private static final int MILLI = 3;

    static EnergyRegisters of(Definition definition) {
        return new EnergyRegisters(
                definition,
                column(definition, ObisCode.ACTIVE_ENERGY_IMPORT),
                column(definition, ObisCode.ACTIVE_ENERGY_EXPORT));
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

    long imported(long[] values) {
        return importColumn < 0 ? 0 : milliwattHours(importColumn, values[importColumn]);
    }

    long exported(long[] values) {
        return exportColumn < 0 ? 0 : milliwattHours(exportColumn, values[exportColumn]);
    }

    /// The energy column whose value does not fit 64 bits of mWh, if there is one.
    OptionalInt overflowing(long[] values) {
        for (int column : new int[] {importColumn, exportColumn}) {
            if (column >= 0) {
                try {
                    milliwattHours(column, values[column]);
                } catch (ArithmeticException _) {
                    return OptionalInt.of(column);
                }
            }
        }
        return OptionalInt.empty();
    }

    /// @throws ArithmeticException if it does not fit
    private long milliwattHours(int column, long value) {
        int exponent = definition.registers().get(column).scaler() + MILLI;
        long result = value;
        for (int i = 0; i < exponent; i++) {
            result = Math.multiplyExact(result, 10L);
        }
        for (int i = 0; i > exponent && result != 0; i--) {
            result = Math.floorDiv(result, 10L);
        }
        return result;
    }
}
