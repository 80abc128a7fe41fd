package org.smartmeter.network.importing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.smartmeter.network.Phase;
import org.smartmeter.terms.LocalDay;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.WrittenTime;

/// From a row's text to what it says.
final class StatementReader {

    private static final int LONGEST = 200;
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    /// Before the first and after the last, a time is a slip of the pen.
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final Function<String, ZoneId> zones;

    /// @param zones of places, for rows that do not name one
    StatementReader(Function<String, ZoneId> zones) {
        this.zones = zones;
    }

    /// @throws IllegalArgumentException saying what is wrong
    Statement read(Row row) {
        String place = needed(row, Column.PLACE);
        Optional<ZoneId> zone = text(row, Column.ZONE).map(StatementReader::zone);
        Statement statement =
                new Statement(
                        row.line(),
                        place,
                        text(row, Column.ADDRESS),
                        zone,
                        from(needed(row, Column.FROM), zone.orElseGet(() -> zones.apply(place))),
                        text(row, Column.TRANSFORMER),
                        text(row, Column.FEEDER),
                        text(row, Column.PHASE).map(Phase::ofText),
                        text(row, Column.CUSTOMER),
                        text(row, Column.NAME),
                        text(row, Column.METER).map(MeterId::new));
        if (statement.transformer().isEmpty()) {
            without(Column.TRANSFORMER, Column.FEEDER, statement.feeder());
            without(Column.TRANSFORMER, Column.PHASE, statement.phase());
        }
        if (statement.customer().isEmpty()) {
            without(Column.CUSTOMER, Column.NAME, statement.name());
        }
        return statement;
    }

    private static void without(Column missing, Column column, Optional<?> value) {
        value.ifPresent(
                there -> {
                    throw new IllegalArgumentException(
                            "there is the "
                                    + column.label()
                                    + " '"
                                    + there
                                    + "' but no "
                                    + missing.label());
                });
    }

    private static String needed(Row row, Column column) {
        return text(row, column)
                .orElseThrow(() -> new IllegalArgumentException("there is no " + column.label()));
    }

    private static Optional<String> text(Row row, Column column) {
        String text = row.cells().getOrDefault(column, "").strip();
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "the " + column.label() + " is longer than " + LONGEST + " characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the " + column.label() + " holds a control character");
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no time zone; write one like Asia/Karachi", e);
        }
    }

    /// A date is the begin of its local day. The database keeps microseconds.
    private static Instant from(String text, ZoneId zone) {
        Instant from =
                DATE.matcher(text).matches()
                        ? new LocalDay(date(text), zone).start()
                        : time(text, zone).truncatedTo(ChronoUnit.MICROS);
        if (from.isBefore(EARLIEST) || !from.isBefore(LATEST)) {
            throw new IllegalArgumentException(
                    "from '" + text + "' is not between the years 1900 and 2200");
        }
        return from;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text, DateTimeFormatter.ISO_LOCAL_DATE);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not a date", e);
        }
    }

    private static Instant time(String text, ZoneId zone) {
        List<Instant> candidates = WrittenTime.candidates(text, zone);
        if (candidates.size() > 1) {
            throw new IllegalArgumentException(
                    "from '" + text + "' comes twice in " + zone + "; write its offset");
        }
        return candidates.getFirst();
    }
}
