package org.smartmeter.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.List;
import org.smartmeter.benchmarks.BenchmarkResult.Row;

/// Limits of the variation of error due to one influence, percent (temperature: percent per
/// kelvin), as in IEC 62053-22:2003 table 6 for class 0.2S and IEC 62053-21:2003 table 8 for class
/// 1 (from the field's notes; the standards' own text was not at hand). A fifth of each is what we
/// ask of ourselves.
///
/// @param class02S NaN where the class names none
/// @param class1 NaN where the class names none
record Influence(String name, double class02S, double class1) {

    private static final double SHARE = 5;

    /// Rows for the worst variation over units, one for each class that limits it.
    List<Row> rows(double variation, double naive, String unit) {
        List<Row> rows = new ArrayList<>();
        if (!Double.isNaN(class02S)) {
            rows.add(row(variation, naive, unit, "0.2S", class02S));
        }
        if (!Double.isNaN(class1)) {
            rows.add(row(variation, naive, unit, "1", class1));
        }
        return rows;
    }

    private Row row(double variation, double naive, String unit, String of, double limit) {
        String words = name + ", class " + of + " allows " + limit;
        return Row.of(words, variation, unit)
                .beside("naive", naive)
                .atMost(Math.rint(1_000 * limit / SHARE) / 1_000);
    }
}
