package org.smartmeter.readings.bulk;

/// Decimal numbers of kWh or kvarh as exact counts of mWh or mvarh. By hand, since a table has
/// millions of them and `BigDecimal` costs many times as much.
final class Thousandths {

    private static final int DECIMALS = 6;

    /// Twelve digits of kWh: more no register shows.
    private static final int MOST_DIGITS = 12;

    private Thousandths() {}

    /// @throws IllegalArgumentException if it is no number, negative, finer than 1 mWh or longer
    /// than a register
    static long parse(String column, String text) {
        int length = text.length();
        long number = 0;
        int digits = 0;
        int decimals = -1;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                if (decimals >= 0) {
                    if (decimals == DECIMALS) {
                        if (c != '0') {
                            throw refused(column, text, "is finer than 0.000001");
                        }
                        continue;
                    }
                    decimals++;
                } else if (++digits > MOST_DIGITS) {
                    throw refused(column, text, "is more than any register shows");
                }
                number = 10 * number + (c - '0');
            } else if (c == '.' && decimals < 0) {
                decimals = 0;
            } else {
                throw refused(column, text, c == '-' && i == 0 ? "is negative" : "is not a number");
            }
        }
        if (digits == 0 && decimals <= 0) {
            throw refused(column, text, "is not a number");
        }
        for (int i = Math.max(decimals, 0); i < DECIMALS; i++) {
            number *= 10;
        }
        return number;
    }

    private static IllegalArgumentException refused(String column, String text, String why) {
        return new IllegalArgumentException(column + " '" + text + "' " + why);
    }
}
