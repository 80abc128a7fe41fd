package org.smartmeter.benchmarks;

import java.util.List;
import java.util.OptionalDouble;

/// What a benchmark found.
///
/// @param pass whether everything that must be reached was reached
public record BenchmarkResult(String bench, Machine machine, List<Row> rows, boolean pass) {

    public BenchmarkResult {
        rows = List.copyOf(rows);
    }

    /// One figure.
    ///
    /// @param besideName what the figure stands beside: a peer or the machine's limit; empty if
    /// nothing
    /// @param besideValue in the same unit
    /// @param limit what must be reached, in the same unit; empty where nothing must
    public record Row(
            String name,
            double value,
            String unit,
            String besideName,
            OptionalDouble besideValue,
            OptionalDouble limit) {

        public static Row of(String name, double value, String unit) {
            return new Row(name, value, unit, "", OptionalDouble.empty(), OptionalDouble.empty());
        }

        public Row beside(String other, double otherValue) {
            return new Row(name, value, unit, other, OptionalDouble.of(otherValue), limit);
        }
    }
}
