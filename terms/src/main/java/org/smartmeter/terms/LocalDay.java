package org.smartmeter.terms;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// A calendar day where the customer lives: from one local midnight to the next. It lasts 23, 24 or
/// 25 hours, or 23.5 or 24.5 where the clock moves by thirty minutes; never assume 86,400 s. This
/// is the one definition of a local day.
public record LocalDay(LocalDate date, ZoneId zone) implements Comparable<LocalDay> {

    public static LocalDay of(Instant instant, ZoneId zone) {
        return new LocalDay(LocalDate.ofInstant(instant, zone), zone);
    }

    /// The days of a month in order.
    public static List<LocalDay> ofMonth(YearMonth month, ZoneId zone) {
        List<LocalDay> days = new ArrayList<>(month.lengthOfMonth());
        for (int day = 1; day <= month.lengthOfMonth(); day++) {
            days.add(new LocalDay(month.atDay(day), zone));
        }
        return days;
    }

    /// The first instant of the day: midnight, or the first moment after it where the clock skips
    /// midnight.
    public Instant start() {
        return date.atStartOfDay(zone).toInstant();
    }

    /// The first instant that is no longer in the day.
    public Instant end() {
        return next().start();
    }

    public LocalDay next() {
        return new LocalDay(date.plusDays(1), zone);
    }

    public LocalDay previous() {
        return new LocalDay(date.minusDays(1), zone);
    }

    public Duration length() {
        return Duration.between(start(), end());
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(start()) && instant.isBefore(end());
    }

    @Override
    public int compareTo(LocalDay other) {
        int byDate = date.compareTo(other.date);
        return byDate != 0 ? byDate : zone.getId().compareTo(other.zone.getId());
    }
}
