package org.smartmeter.benchmarks.accuracy;

/// The power factors at which IEC 62053 tests.
enum PowerFactor {
    ONE("PF 1", 1, 1),
    HALF_INDUCTIVE("PF 0.5 ind", 0.5, 1),
    CAPACITIVE("PF 0.8 cap", 0.8, -1),
    QUARTER_INDUCTIVE("PF 0.25 ind", 0.25, 1),
    HALF_CAPACITIVE("PF 0.5 cap", 0.5, -1);

    private final String words;
    private final double value;
    private final int side;

    PowerFactor(String words, double value, int side) {
        this.words = words;
        this.value = value;
        this.side = side;
    }

    String words() {
        return words;
    }

    double value() {
        return value;
    }

    /// Angle by which the current lags, radians.
    double lag() {
        return side * Math.acos(value);
    }
}
