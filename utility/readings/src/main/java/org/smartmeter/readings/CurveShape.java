package org.smartmeter.readings;

import java.util.List;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Register;

/// What of a profile's definition a curve needs: so a curve is read without asking for definitions.
///
/// @param width registers of a row
/// @param exportColumn −1 if exported energy is not counted
record CurveShape(
        int periodSeconds,
        int width,
        int importColumn,
        int importScaler,
        int exportColumn,
        int exportScaler) {

    private static final int MILLI = 3;
    private static final int MOST_DIGITS = 18;

    /// The shape of a definition that counts imported energy.
    static CurveShape of(EnergyRegisters energy) {
        Definition definition = energy.definition();
        List<Register> registers = definition.registers();
        int exported = energy.exportColumn();
        return new CurveShape(
                definition.periodSeconds(),
                registers.size(),
                energy.importColumn(),
                registers.get(energy.importColumn()).scaler(),
                exported,
                exported < 0 ? 0 : registers.get(exported).scaler());
    }

    boolean countsExport() {
        return exportColumn >= 0;
    }

    boolean isEnergy(int column) {
        return column == importColumn || column == exportColumn;
    }

    /// Registers beside the energy.
    int others() {
        return width - (countsExport() ? 2 : 1);
    }

    /// The longest time between two rows that is no gap, ms: a row may be up to half a period late.
    long longestStep() {
        return periodSeconds * 1_500L;
    }

    /// Turns raw values into mWh, in place; all were judged to fit.
    static void toMilliwattHours(long[] values, int from, int to, int scaler) {
        int exponent = scaler + MILLI;
        if (Math.abs(exponent) > MOST_DIGITS) {
            for (int i = from; i < to; i++) {
                values[i] = milliwattHours(values[i], scaler);
            }
            return;
        }
        long factor = 1;
        for (int i = 0; i < Math.abs(exponent); i++) {
            factor *= 10;
        }
        if (exponent > 0) {
            for (int i = from; i < to; i++) {
                values[i] *= factor;
            }
        } else if (exponent < 0) {
            for (int i = from; i < to; i++) {
                values[i] = Math.floorDiv(values[i], factor);
            }
        }
    }

    /// The highest raw value that fits 64 bits of mWh.
    static long highest(int scaler) {
        long highest = Long.MAX_VALUE;
        for (int i = 0; i < scaler + MILLI; i++) {
            highest /= 10;
        }
        return highest;
    }

    /// A raw value in mWh, cut to whole ones.
    ///
    /// @throws ArithmeticException if it does not fit
    static long milliwattHours(long value, int scaler) {
        int exponent = scaler + MILLI;
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
