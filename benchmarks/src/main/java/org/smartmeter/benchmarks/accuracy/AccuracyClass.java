package org.smartmeter.benchmarks.accuracy;

import java.util.OptionalDouble;

/// Limits of percentage error of single-phase meters and polyphase meters with balanced load:
/// table 4 of IEC 62053-22:2003 for the S classes, table 6 of IEC 62053-21:2003 for class 1. The
/// limits are those of the field's notes; the standards' own text was not at hand.
enum AccuracyClass {
    CLASS_0_2_S("0.2S", 0.01, 0.4, 0.05, 0.2, 0.02, 0.5, 0.1, 0.3, 0.1, 0.5, 0.5, 0.001),
    CLASS_0_5_S("0.5S", 0.01, 1.0, 0.05, 0.5, 0.02, 1.0, 0.1, 0.6, 0.1, 1.0, 1.0, 0.001),
    CLASS_1("1", 0.05, 1.5, 0.1, 1.0, 0.1, 1.5, 0.2, 1.0, 0.2, 3.5, 2.5, 0.004);

    private final String words;
    private final double least;
    private final double lowLimit;
    private final double full;
    private final double fullLimit;
    private final double leastReactive;
    private final double lowReactiveLimit;
    private final double fullReactive;
    private final double fullReactiveLimit;
    private final double leastSpecial;
    private final double quarterInductive;
    private final double halfCapacitive;
    private final double starting;

    AccuracyClass(
            String words,
            double least,
            double lowLimit,
            double full,
            double fullLimit,
            double leastReactive,
            double lowReactiveLimit,
            double fullReactive,
            double fullReactiveLimit,
            double leastSpecial,
            double quarterInductive,
            double halfCapacitive,
            double starting) {
        this.words = words;
        this.least = least;
        this.lowLimit = lowLimit;
        this.full = full;
        this.fullLimit = fullLimit;
        this.leastReactive = leastReactive;
        this.lowReactiveLimit = lowReactiveLimit;
        this.fullReactive = fullReactive;
        this.fullReactiveLimit = fullReactiveLimit;
        this.leastSpecial = leastSpecial;
        this.quarterInductive = quarterInductive;
        this.halfCapacitive = halfCapacitive;
        this.starting = starting;
    }

    String words() {
        return words;
    }

    /// Starting current as a share of nominal current.
    double starting() {
        return starting;
    }

    /// Limit in percent at a share of nominal current; empty where the class asks nothing.
    OptionalDouble limit(PowerFactor factor, double share) {
        return switch (factor) {
            case ONE -> limit(share, least, lowLimit, full, fullLimit);
            case HALF_INDUCTIVE, CAPACITIVE ->
                    limit(share, leastReactive, lowReactiveLimit, fullReactive, fullReactiveLimit);
            case QUARTER_INDUCTIVE -> special(share, quarterInductive);
            case HALF_CAPACITIVE -> special(share, halfCapacitive);
        };
    }

    private static OptionalDouble limit(
            double share, double from, double low, double fullFrom, double full) {
        if (share < from) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(share < fullFrom ? low : full);
    }

    /// What is tested on special request only; of class 1 no further than its basic current.
    private OptionalDouble special(double share, double limit) {
        boolean beyond = this == CLASS_1 && share > 1;
        return share < leastSpecial || beyond ? OptionalDouble.empty() : OptionalDouble.of(limit);
    }
}
