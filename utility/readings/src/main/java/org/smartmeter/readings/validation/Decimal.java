package org.smartmeter.readings.validation;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Figures in the words of a finding: at most two decimals.
final class Decimal {

    private Decimal() {}

    static String text(double value) {
        return BigDecimal.valueOf(value)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
