package org.smartmeter.drivers.telegram;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/// Decimal numbers as meters write them.
public final class Decimals {

    /// So long that no counter is longer, so short that nothing can be made slow by it.
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{0,40})?");

    private Decimals() {}

    public static boolean isDecimal(String text) {
        return DECIMAL.matcher(text).matches();
    }

    /// Without leading zeros, every decimal place kept; other text stays as it is.
    public static String plain(String text) {
        return isDecimal(text) ? new BigDecimal(text).toPlainString() : text;
    }
}
