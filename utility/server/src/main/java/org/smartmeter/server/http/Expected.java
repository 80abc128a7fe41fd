package org.smartmeter.server.http;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/// What a parameter of a type looks like, in words.
final class Expected {

    private Expected() {}

    static String of(@Nullable Class<?> type) {
        if (type == LocalDate.class) {
            return "expected a day like 2026-11-22";
        }
        if (type == YearMonth.class) {
            return "expected a month like 2026-11";
        }
        if (type == int.class || type == Integer.class) {
            return "expected a whole number";
        }
        return "expected another kind of value";
    }
}
