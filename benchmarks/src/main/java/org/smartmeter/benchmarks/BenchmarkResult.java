package org.smartmeter.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a benchmark found.
///
/// @param pass whether everything that must be reached was reached
public record BenchmarkResult(String bench, Machine machine, List<Row> rows, boolean pass) {

    public BenchmarkResult {
        rows = List.copyOf(rows);
    }

    /// Found here; passes if every row keeps its limit.
    public static BenchmarkResult of(String bench, List<Row> rows) {
        return new BenchmarkResult(
                bench, Machine.here(), rows, rows.stream().allMatch(Row::keepsItsLimit));
    }

    /// One figure.
    ///
    /// @param besideName what the figure stands beside: a peer or the machine's limit; empty if
    /// nothing
    /// @param besideValue in the same unit
    /// @param limit what must be reached; empty where nothing must
    public record Row(
            String name,
            double value,
            String unit,
            String besideName,
            OptionalDouble besideValue,
            Optional<Limit> limit) {

        public static Row of(String name, double value, String unit) {
            return new Row(name, value, unit, "", OptionalDouble.empty(), Optional.empty());
        }

        public Row beside(String other, double otherValue) {
            return new Row(name, value, unit, other, OptionalDouble.of(otherValue), limit);
        }

        public Row atLeast(double least) {
            return limited(Limit.atLeast(least));
        }

        public Row atMost(double most) {
            return limited(Limit.atMost(most));
        }

        private Row limited(Limit other) {
            return new Row(name, value, unit, besideName, besideValue, Optional.of(other));
        }

        public boolean keepsItsLimit() {
            return limit.isEmpty() || limit.get().isKeptBy(value);
        }
    }
}
