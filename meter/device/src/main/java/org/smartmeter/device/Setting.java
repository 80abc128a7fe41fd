package org.smartmeter.device;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// One line of a meter's configuration. Its readings refuse what does not fit, naming file and
/// line.
///
/// @param file where it stands
/// @param line counted from 1
/// @param key before the `=`
/// @param value behind it, without blanks at its ends
public record Setting(Path file, int line, String key, String value) {

    /// The refusal of this line, to be thrown.
    public BadConfigurationException refused(String reason) {
        return new BadConfigurationException(file + ":" + line + ": " + reason);
    }

    /// The value's words, separated by blanks.
    public List<String> words() {
        return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
    }

    /// A path; a relative one lies beside the configuration.
    public Path path() {
        return path(value);
    }

    /// The same of a part of the value.
    public Path path(String part) {
        return file.toAbsolutePath().resolveSibling(part).normalize();
    }

    /// A whole number within limits.
    public int integer(int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw refused(
                key + " is a whole number from " + least + " to " + most + ", not " + shown());
    }

    /// A decimal number within limits.
    public double decimal(double least, double most) {
        return decimal(value, least, most);
    }

    /// The same of one of the value's words.
    public double decimal(String word, double least, double most) {
        try {
            double number = Double.parseDouble(word);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw refused(key + " is a number from " + least + " to " + most + ", not '" + word + "'");
    }

    /// `yes` or `no`.
    public boolean yes() {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw refused(key + " is yes or no, not " + shown());
        };
    }

    /// One of the constants of an enum, written small.
    public <E extends Enum<E>> E oneOf(Class<E> kind) {
        E[] constants = kind.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> small(constant).equals(value))
                .findFirst()
                .orElseThrow(
                        () ->
                                refused(
                                        key
                                                + " is one of "
                                                + Arrays.stream(constants)
                                                        .map(Setting::small)
                                                        .toList()
                                                + ", not "
                                                + shown()));
    }

    /// A time zone by its name.
    public ZoneId zone() {
        try {
            return ZoneId.of(value);
        } catch (DateTimeException e) {
            throw refused(shown() + " is no time zone; write one like Asia/Karachi");
        }
    }

    private String shown() {
        return "'" + value + "'";
    }

    private static String small(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
