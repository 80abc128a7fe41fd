package org.smartmeter.readings.validation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What is looked for. The name in findings and files is the constant's in lower case with hyphens.
public enum Rule {
    /// No sample where the period asks for one.
    GAP,
    /// Two different registers for the same end of an interval.
    OVERLAP,
    /// A sample that is not at the end of an interval, by more than the tolerance.
    TIME_TOLERANCE,
    /// A register lower than before although no new epoch was declared.
    REGISTER_DECREASE,
    /// Intervals as sent whose energies do not add up to the register's difference.
    SUM_CHECK,
    /// An interval as sent with energy below zero.
    NEGATIVE_USE,
    /// More energy than the connection can carry.
    ABOVE_CONNECTION,
    /// The highest interval of a local day stands far above its third highest. Real homes do that
    /// on every ninth day, so it only says where to look.
    SPIKE,
    /// A local day far above the same weekdays before it.
    HIGH_USE,
    /// A local day far below the same weekdays before it.
    LOW_USE,
    /// No energy for long although the supply was on.
    ZERO_USE,
    /// The same energy, interval after interval, for long.
    FLAT_LINE,
    /// Energy although the supply was cut.
    USE_WHILE_DISCONNECTED,
    /// A voltage outside the range that the supply promises.
    VOLTAGE,
    /// Samples whose signature does not hold; they are not believed.
    SIGNATURE;

    /// The name in findings and rule files, like `register-decrease`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Rule> ofLabel(String label) {
        return Arrays.stream(values()).filter(rule -> rule.label().equals(label)).findAny();
    }
}
