package org.smartmeter.drivers.iec62056;

import java.util.List;
import java.util.Optional;
import org.smartmeter.drivers.telegram.TelegramRegister;
import org.smartmeter.drivers.telegram.TelegramTime;
import org.smartmeter.drivers.telegram.TimeForm;

/// The meter's clock among its registers: 0.9.1 time and 0.9.2 date, or 0.9.4 both, or the COSEM
/// clock 0-0:1.0.0 (IEC 62056-61).
final class MeterClockTime {

    private static final List<String> BOTH =
            List.of("0-0:1.0.0.255", "1-0:0.9.4.255", "0-0:0.9.4.255", "0-0:96.0.9.255");

    private MeterClockTime() {}

    static Optional<TelegramTime> of(List<TelegramRegister> registers, TimeForm times) {
        for (String code : BOTH) {
            Optional<TelegramTime> time =
                    digits(registers, code).map(MeterClockTime::ofTwelve).flatMap(times::parse);
            if (time.isPresent()) {
                return time;
            }
        }
        Optional<String> time = digits(registers, "1-0:0.9.1.255");
        Optional<String> date = digits(registers, "1-0:0.9.2.255");
        return date.flatMap(day -> time.flatMap(hour -> times.parse(last(day, 6) + last(hour, 6))));
    }

    /// A season digit stands in front where there are more; a year may have four digits.
    private static String ofTwelve(String text) {
        String digits = text.replaceAll("[^0-9]", "");
        String season =
                text.endsWith("S") || text.endsWith("W") ? text.substring(text.length() - 1) : "";
        return (digits.length() > 12 ? digits.substring(digits.length() - 12) : digits) + season;
    }

    private static String last(String digits, int count) {
        String only = digits.replaceAll("[^0-9]", "");
        return only.length() > count ? only.substring(only.length() - count) : only;
    }

    private static Optional<String> digits(List<TelegramRegister> registers, String code) {
        return registers.stream()
                .filter(it -> it.name().equals(code))
                .findFirst()
                .flatMap(TelegramRegister::value);
    }
}
