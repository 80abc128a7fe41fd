package org.smartmeter.readings.bulk;

import java.util.List;
import java.util.Optional;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Register;

/// How a journal that came in bulk writes its rows: the columns of its table, all in steps of the
/// same fineness.
///
/// @param definition as record 1 of the journal has it
/// @param step of a value in thousandths: 1000 where registers are in whole Wh
record BulkProfile(Definition definition, long step) {

    private static final int NUMBER = 1;

    /// Thousandths are 10^-3 of a register's unit.
    private static final int FINEST = -3;

    /// @param step a power of ten from 1 to 1000
    static BulkProfile of(List<RegisterColumn> columns, long period, long step) {
        int scaler = FINEST + (int) Math.round(Math.log10(step));
        List<Register> registers =
                columns.stream()
                        .map(column -> new Register(column.obis(), scaler, column.unit()))
                        .toList();
        return new BulkProfile(
                new Definition(
                        NUMBER,
                        Definition.Kind.PROFILE,
                        Math.toIntExact(period / 1_000),
                        registers),
                step);
    }

    /// The profile of a journal in the store, if it came in bulk.
    static Optional<BulkProfile> of(Definition definition) {
        int scaler = definition.registers().getFirst().scaler();
        boolean ours =
                definition.number() == NUMBER
                        && definition.kind() == Definition.Kind.PROFILE
                        && scaler >= FINEST
                        && scaler <= 0;
        return ours
                ? Optional.of(
                        new BulkProfile(definition, Math.round(Math.pow(10, scaler - FINEST))))
                : Optional.empty();
    }

    /// The coarsest step in which all values of the rows are whole numbers.
    static long stepOf(MeterRows rows, int columns) {
        long step = 1_000;
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows.count(); row++) {
                while (rows.value(column, row) % step != 0) {
                    step /= 10;
                }
            }
        }
        return step;
    }

    /// ms
    long period() {
        return 1_000L * definition.periodSeconds();
    }

    /// Whether a table's columns are the profile's registers.
    boolean hasColumns(List<RegisterColumn> columns) {
        return definition.registers().stream()
                .map(Register::obis)
                .toList()
                .equals(columns.stream().map(RegisterColumn::obis).toList());
    }

    /// Whether the row's values are whole numbers of the profile's steps.
    boolean holds(MeterRows rows, int row) {
        for (int column = 0; column < definition.registers().size(); column++) {
            if (rows.value(column, row) % step != 0) {
                return false;
            }
        }
        return true;
    }
}
