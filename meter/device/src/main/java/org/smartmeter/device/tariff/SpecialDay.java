package org.smartmeter.device.tariff;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;

/// A day with a profile of its own, whatever its season and weekday.
///
/// @param year 0: every year in which there is such a day
/// @param day place in the calendar's day profiles, from 0
public record SpecialDay(int year, MonthDay date, int day) {

    static final int EVERY_YEAR = 0;

    /// @throws IllegalArgumentException if that year has no such day, or it is no year of a meter
    public SpecialDay {
        if (year != EVERY_YEAR
                && (year < 2000 || year > Year.MAX_VALUE || !date.isValidYear(year))) {
            throw new IllegalArgumentException("no special day " + date + " in year " + year);
        }
    }

    boolean isEveryYear() {
        return year == EVERY_YEAR;
    }

    boolean is(LocalDate other) {
        return (isEveryYear() || year == other.getYear())
                && date.getMonthValue() == other.getMonthValue()
                && date.getDayOfMonth() == other.getDayOfMonth();
    }
}
