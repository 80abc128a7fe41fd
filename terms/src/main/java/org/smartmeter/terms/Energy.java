package org.smartmeter.terms;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// An exact amount of active energy in milliwatt-hours; negative means the other direction. All
/// arithmetic is exact and throws [ArithmeticException] rather than wrap.
public record Energy(long milliwattHours) implements Comparable<Energy> {

    public static final Energy ZERO = new Energy(0);
    private static final int MILLIWATT_HOURS_PER_KILOWATT_HOUR_DIGITS = 6;
    private static final int MOST_DIGITS = 13;
    private static final int MOST_DECIMALS = 100;

    public static Energy ofWattHours(long wattHours) {
        return new Energy(Math.multiplyExact(wattHours, 1_000L));
    }

    /// Exact conversion of a decimal number of kWh.
    ///
    /// @throws ArithmeticException if it is finer than 1 mWh or too large
    public static Energy ofKilowattHours(BigDecimal kilowattHours) {
        // Before a number like 1e999999999 or 1e-999999999 is written out digit by digit.
        if (kilowattHours.precision() - (long) kilowattHours.scale() > MOST_DIGITS
                || kilowattHours.scale() > MOST_DECIMALS) {
            throw new ArithmeticException(kilowattHours + " kWh is beyond any energy");
        }
        return new Energy(
                kilowattHours
                        .movePointRight(MILLIWATT_HOURS_PER_KILOWATT_HOUR_DIGITS)
                        .setScale(0, RoundingMode.UNNECESSARY)
                        .longValueExact());
    }

    public Energy plus(Energy other) {
        return new Energy(Math.addExact(milliwattHours, other.milliwattHours));
    }

    public Energy minus(Energy other) {
        return new Energy(Math.subtractExact(milliwattHours, other.milliwattHours));
    }

    public boolean isNegative() {
        return milliwattHours < 0;
    }

    /// kWh, exact, without trailing zeros.
    public BigDecimal toKilowattHours() {
        BigDecimal exact =
                BigDecimal.valueOf(milliwattHours, MILLIWATT_HOURS_PER_KILOWATT_HOUR_DIGITS)
                        .stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0, RoundingMode.UNNECESSARY) : exact;
    }

    @Override
    public int compareTo(Energy other) {
        return Long.compare(milliwattHours, other.milliwattHours);
    }

    @Override
    public String toString() {
        return toKilowattHours().toPlainString() + " kWh";
    }
}
