package org.smartmeter.readings.vee;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.smartmeter.database.Database;
import org.smartmeter.readings.Interval;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.readings.validation.Finding;
import org.smartmeter.readings.validation.IntervalStatus;
import org.smartmeter.terms.LocalDay;
import org.smartmeter.terms.MeterId;

/// Readings as bills and statistics take them: measured where measured, estimated where not, with
/// what people put right; and why.
public final class ValidatedReadings {

    /// Intervals of an edit: a day of minutes and some.
    private static final int MOST_PARTS = 2_000;

    /// A longer gap at a window's border is cut there.
    private static final Duration LONGEST_GAP = Duration.ofDays(92);

    private final Database database;
    private final ReadingStore store;
    private final Function<MeterId, ZoneId> zones;
    private final InstantSource clock;

    /// @param zones of each meter's local days
    public ValidatedReadings(
            Database database,
            ReadingStore store,
            Function<MeterId, ZoneId> zones,
            InstantSource clock) {
        this.database = database;
        this.store = store;
        this.zones = zones;
        this.clock = clock;
    }

    /// The intervals that overlap the window, whole, in order; they do not overlap.
    public List<ValidatedInterval> series(MeterId meter, Flow flow, Instant from, Instant to) {
        ZoneId zone = zones.apply(meter);
        Instant begin = from;
        Instant end = to;
        List<Interval> curve = store.curve(meter, begin, end);
        if (!curve.isEmpty()) {
            // What the window cuts is fetched whole: a gap's estimates are those of all of it.
            begin = isWhole(curve.getFirst()) ? from : from.minus(LONGEST_GAP);
            end = isWhole(curve.getLast()) ? to : to.plus(LONGEST_GAP);
            curve = begin.equals(from) && end.equals(to) ? curve : store.curve(meter, begin, end);
        }
        List<Interval> known = curve;
        LocalDate firstDay = dayOf(begin, zone);
        LocalDate lastDay = dayOf(end, zone);
        return ask(
                connection ->
                        Overlay.of(
                                        flow,
                                        known,
                                        new VersionTable(connection)
                                                .of(meter, flow, firstDay, lastDay))
                                .stream()
                                .filter(one -> one.end().isAfter(from) && one.start().isBefore(to))
                                .toList());
    }

    private static boolean isWhole(Interval interval) {
        return interval.status() == Interval.Status.ACTUAL;
    }

    /// What the rules found in these local days, in order of time.
    public List<Finding> findings(MeterId meter, LocalDate first, LocalDate last) {
        return ask(connection -> new FindingTable(connection).of(meter, first, last));
    }

    /// What was found last, of all meters.
    public List<Finding> newestFindings(int limit) {
        return ask(connection -> new FindingTable(connection).newest(limit));
    }

    /// Every version of these days, in order of day and number.
    public List<Version> versions(MeterId meter, Flow flow, LocalDate first, LocalDate last) {
        return ask(connection -> new VersionTable(connection).of(meter, flow, first, last));
    }

    /// Puts intervals of one local day right; stands above what was measured until it is withdrawn.
    ///
    /// @param parts their energies; each must be an interval of the curve, or lie in a stretch of
    /// which nothing is known
    /// @param author who does it
    /// @param reason why, in words
    /// @return the version's number
    /// @throws IllegalArgumentException if the parts are not of one day, overlap or have no reason
    public int edit(
            MeterId meter, Flow flow, List<Version.Part> parts, String author, String reason) {
        LocalDay day = check(meter, parts, reason);
        List<Version.Part> ordered =
                parts.stream().sorted(Comparator.comparing(Version.Part::start)).toList();
        return add(meter, flow, day.date(), VersionKind.EDIT, author, reason, ordered);
    }

    /// Whether such an edit could be.
    ///
    /// @return the day it is of
    /// @throws IllegalArgumentException if it could not
    public LocalDay check(MeterId meter, List<Version.Part> parts, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("an edit needs a reason");
        }
        if (parts.isEmpty() || parts.size() > MOST_PARTS) {
            throw new IllegalArgumentException("an edit has 1 to " + MOST_PARTS + " intervals");
        }
        List<Version.Part> ordered =
                parts.stream().sorted(Comparator.comparing(Version.Part::start)).toList();
        for (int i = 1; i < ordered.size(); i++) {
            if (ordered.get(i).start().isBefore(ordered.get(i - 1).end())) {
                throw new IllegalArgumentException(
                        "two intervals overlap at " + ordered.get(i).start());
            }
        }
        LocalDay day = LocalDay.of(ordered.getFirst().start(), zones.apply(meter));
        if (ordered.getLast().end().isAfter(day.end())) {
            throw new IllegalArgumentException("an edit is of one day, here " + day.date());
        }
        checkAgainstCurve(meter, ordered, day);
        return day;
    }

    private void checkAgainstCurve(MeterId meter, List<Version.Part> parts, LocalDay day) {
        List<ValidatedInterval> known = series(meter, Flow.IMPORT, day.start(), day.end());
        for (Version.Part part : parts) {
            boolean fits =
                    known.stream()
                            .anyMatch(
                                    interval ->
                                            interval.start().equals(part.start())
                                                            && interval.end().equals(part.end())
                                                    || isUnknown(interval, part));
            if (!fits) {
                throw new IllegalArgumentException(
                        "from "
                                + part.start()
                                + " to "
                                + part.end()
                                + " is no interval of the meter's");
            }
        }
    }

    private static boolean isUnknown(ValidatedInterval interval, Version.Part part) {
        return interval.status() == IntervalStatus.MISSING
                && !part.start().isBefore(interval.start())
                && !part.end().isAfter(interval.end());
    }

    /// Takes back every edit of the day.
    public int withdrawEdits(
            MeterId meter, Flow flow, LocalDate day, String author, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("taking edits back needs a reason");
        }
        return add(meter, flow, day, VersionKind.WITHDRAWAL, author, reason, List.of());
    }

    private int add(
            MeterId meter,
            Flow flow,
            LocalDate day,
            VersionKind kind,
            String author,
            String reason,
            List<Version.Part> parts) {
        return ask(
                connection ->
                        new VersionTable(connection)
                                .add(
                                        meter,
                                        flow,
                                        day,
                                        kind,
                                        author,
                                        reason,
                                        clock.instant(),
                                        parts));
    }

    private static LocalDate dayOf(Instant time, ZoneId zone) {
        return LocalDay.of(time, zone).date();
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T ask(Question<T> question) {
        try (Connection connection = database.dataSource().getConnection()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the store cannot be read: " + e.getMessage(), e);
        }
    }
}
