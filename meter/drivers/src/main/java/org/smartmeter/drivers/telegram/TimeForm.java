package org.smartmeter.drivers.telegram;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times of data lines: `YYMMDDhhmm`, seconds and S (summer) or W (winter) where the meter says
/// them.
///
/// @param zone where the meter stands; without it a time that says no S or W stays local
public record TimeForm(Optional<ZoneId> zone) {

    private static final Pattern FORM =
            Pattern.compile("(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)?([SW])?");

    /// Two digits from here on are of the twentieth century: a clock never set says 1970.
    private static final int FIRST_OF_1900 = 70;

    private static final int SECONDS_OF_SUMMER = 3_600;

    /// @return empty if the text is no time
    public Optional<TelegramTime> parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        try {
            int year = Integer.parseInt(m.group(1));
            LocalDateTime local =
                    LocalDateTime.of(
                            year < FIRST_OF_1900 ? 2000 + year : 1900 + year,
                            Integer.parseInt(m.group(2)),
                            Integer.parseInt(m.group(3)),
                            Integer.parseInt(m.group(4)),
                            Integer.parseInt(m.group(5)),
                            m.group(6) == null ? 0 : Integer.parseInt(m.group(6)));
            return Optional.of(
                    new TelegramTime(local, offset(local, m.group(7) == null ? "" : m.group(7))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// S and W are what the meter says, whatever the calendar says: a meter may not know that the
    /// law has changed.
    private Optional<ZoneOffset> offset(LocalDateTime local, String season) {
        if (zone.isEmpty()) {
            return Optional.empty();
        }
        var rules = zone.get().getRules();
        if (season.isEmpty()) {
            return Optional.of(rules.getOffset(local));
        }
        ZoneOffset standard = rules.getStandardOffset(local.toInstant(rules.getOffset(local)));
        return Optional.of(
                season.equals("W")
                        ? standard
                        : ZoneOffset.ofTotalSeconds(
                                standard.getTotalSeconds() + SECONDS_OF_SUMMER));
    }

    /// Whether a text has the form of a time and says its season, so that it can be nothing else.
    static boolean saysSeason(String text) {
        return text.length() == 13 && FORM.matcher(text).matches();
    }
}
