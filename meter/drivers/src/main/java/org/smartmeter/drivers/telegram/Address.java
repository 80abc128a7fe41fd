package org.smartmeter.drivers.telegram;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.ObisCode;

/// How a data line names a register: an OBIS code in full or in part (IEC 62056-21 with IEC
/// 62056-61): medium and channel may be missing, F follows a `*` or `&`, and C, F, L, P stand for
// 96
/// to 99.
public final class Address {

    private static final String GROUP = "(\\d{1,3}|[CFLP])";
    private static final Pattern FORM =
            Pattern.compile(
                    "(?:(\\d{1,3})-(\\d{1,3}):)?"
                            + GROUP
                            + "\\."
                            + GROUP
                            + "(?:\\."
                            + GROUP
                            + ")?(?:[*&.](\\d{1,3}))?");

    private static final int ELECTRICITY = 1;
    private static final int CURRENT_VALUE = 255;

    private Address() {}

    /// @return empty if the address is no OBIS code
    public static Optional<ObisCode> parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        int[] groups = {
            group(m.group(1), ELECTRICITY),
            group(m.group(2), 0),
            group(m.group(3), 0),
            group(m.group(4), 0),
            group(m.group(5), 0),
            group(m.group(6), CURRENT_VALUE)
        };
        for (int group : groups) {
            if (group > 255) {
                return Optional.empty();
            }
        }
        return Optional.of(
                new ObisCode(groups[0], groups[1], groups[2], groups[3], groups[4], groups[5]));
    }

    /// The code in full where the address is one, else the address.
    public static String name(String text) {
        return parse(text).map(ObisCode::toString).orElse(text);
    }

    private static int group(@Nullable String text, int missing) {
        if (text == null) {
            return missing;
        }
        return switch (text) {
            case "C" -> 96;
            case "F" -> 97;
            case "L" -> 98;
            case "P" -> 99;
            default -> Integer.parseInt(text);
        };
    }
}
