package org.smartmeter.server.notices;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.regex.Pattern;
import org.smartmeter.wire.v1.Amount;

/// What a bill asks for.
///
/// @param currency ISO 4217
/// @param minorUnits in the currency's smallest unit
/// @param decimals of that unit: 2 where a hundred make one. Kept with the bill, since a meter
/// takes the same notice with another number for another notice
/// @param due when it is to be paid, where the meter is
public record Payment(String currency, long minorUnits, int decimals, LocalDate due) {

    private static final Pattern PLAIN = Pattern.compile("[0-9]{1,15}([.][0-9]{1,4})?");

    /// As much as a meter takes (see Amount in line.proto).
    private static final long HIGHEST = 1_000_000_000_000_000L;

    /// @param amount in the currency's unit, like 4260.00
    /// @throws IllegalArgumentException in words for who wrote it
    public static Payment of(String currency, String amount, LocalDate due) {
        int decimals = decimals(currency);
        if (!PLAIN.matcher(amount).matches()) {
            throw new IllegalArgumentException(
                    "the amount is digits, with a point before the smaller unit, like 4260.00");
        }
        BigDecimal minor = new BigDecimal(amount).movePointRight(decimals);
        if (minor.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException(
                    "%s has %d decimals; %s has more".formatted(currency, decimals, amount));
        }
        if (minor.signum() == 0 || minor.compareTo(BigDecimal.valueOf(HIGHEST)) > 0) {
            throw new IllegalArgumentException(
                    "the amount is more than nothing, at most "
                            + BigDecimal.valueOf(HIGHEST, decimals).toPlainString());
        }
        return new Payment(currency, minor.longValueExact(), decimals, due);
    }

    private static int decimals(String currency) {
        int decimals;
        try {
            decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + currency + "' is no currency; write its code of ISO 4217, like PKR", e);
        }
        if (decimals < 0) {
            throw new IllegalArgumentException(currency + " has no unit that can be paid in");
        }
        return decimals;
    }

    /// In the currency's unit, with all its decimals.
    public String amount() {
        return BigDecimal.valueOf(minorUnits, decimals).toPlainString();
    }

    Amount onTheLine() {
        return Amount.newBuilder()
                .setCurrency(currency)
                .setMinorUnits(minorUnits)
                .setDecimals(decimals)
                .build();
    }
}
