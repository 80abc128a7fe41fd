package org.smartmeter.device.tariff;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import org.smartmeter.terms.LocalDay;

/// Which rate counts when: the activity calendar and special days table of IEC 62056-6-2 (classes
/// 20 and 11), with rates for the scripts that they would run.
///
/// The rate is that of the wall clock. So where the clock is set back, the rates of the repeated
/// stretch come twice; a switch inside a skipped stretch comes at its end.
///
/// @param id by which the meter names it, from 1
/// @param zone of all dates and times
/// @param activeFrom until then the calendar before it holds
/// @param defaultRate counts while the meter's clock is not set
/// @param seasons 1…24 in rising order; before the first one of a year the last one holds
/// @param weeks 1…24, each with seven places in `days` from 0, Monday's first
/// @param days 1…64
/// @param specialDays at most 400; one of a certain year goes before one of every year
public record ActivityCalendar(
        int id,
        ZoneId zone,
        Instant activeFrom,
        int defaultRate,
        List<Season> seasons,
        List<List<Integer>> weeks,
        List<DayProfile> days,
        List<SpecialDay> specialDays) {

    private static final int MOST_SEASONS = 24;
    private static final int MOST_WEEKS = 24;
    private static final int MOST_DAYS = 64;
    private static final int MOST_SPECIAL_DAYS = 400;
    private static final int DAYS_OF_A_WEEK = 7;

    /// @throws IllegalArgumentException if a number is outside its limits or names what is not
    /// there
    public ActivityCalendar {
        seasons = List.copyOf(seasons);
        weeks = weeks.stream().map(List::copyOf).toList();
        days = List.copyOf(days);
        specialDays = List.copyOf(specialDays);
        if (id < 1) {
            throw new IllegalArgumentException("a calendar's id is 1 or more, not " + id);
        }
        Rate.checked(defaultRate);
        limit("seasons", seasons.size(), 1, MOST_SEASONS);
        limit("weeks", weeks.size(), 1, MOST_WEEKS);
        limit("day profiles", days.size(), 1, MOST_DAYS);
        limit("special days", specialDays.size(), 0, MOST_SPECIAL_DAYS);
        for (int i = 0; i < seasons.size(); i++) {
            if (i > 0 && !seasons.get(i).start().isAfter(seasons.get(i - 1).start())) {
                throw new IllegalArgumentException(
                        "seasons rise, but "
                                + seasons.get(i).start()
                                + " follows "
                                + seasons.get(i - 1).start());
            }
            place("week", seasons.get(i).week(), weeks.size());
        }
        for (List<Integer> week : weeks) {
            if (week.size() != DAYS_OF_A_WEEK) {
                throw new IllegalArgumentException("a week has seven days, not " + week.size());
            }
            for (int day : week) {
                place("day profile", day, days.size());
            }
        }
        for (SpecialDay day : specialDays) {
            place("day profile", day.day(), days.size());
        }
    }

    private static void limit(String what, int count, int least, int most) {
        if (count < least || count > most) {
            throw new IllegalArgumentException(
                    "a calendar has " + least + "…" + most + " " + what + ", not " + count);
        }
    }

    private static void place(String what, int place, int count) {
        if (place < 0 || place >= count) {
            throw new IllegalArgumentException(
                    "there is no " + what + " " + place + " in a calendar with " + count);
        }
    }

    /// The same rates every day of the year.
    public static ActivityCalendar everyDay(int id, ZoneId zone, List<RateSwitch> switches) {
        return new ActivityCalendar(
                id,
                zone,
                Instant.EPOCH,
                switches.getFirst().rate(),
                List.of(new Season(MonthDay.of(1, 1), 0)),
                List.of(List.of(0, 0, 0, 0, 0, 0, 0)),
                List.of(new DayProfile(switches)),
                List.of());
    }

    /// The rate at an instant, 1…8.
    public int rateAt(Instant time) {
        LocalDateTime local = LocalDateTime.ofInstant(time, zone);
        int minute = local.toLocalTime().toSecondOfDay() / 60;
        return profileOf(local.toLocalDate()).rateAt(minute);
    }

    /// An instant after another, up to which the rate stays; it may go on staying then. Never
    /// more than a day away.
    public Instant steadyUntil(Instant time) {
        LocalDay day = LocalDay.of(time, zone);
        Instant until = day.end();
        ZoneOffsetTransition clockChange = zone.getRules().nextTransition(time);
        if (clockChange != null && clockChange.getInstant().isBefore(until)) {
            until = clockChange.getInstant();
        }
        for (RateSwitch each : profileOf(day.date()).switches()) {
            LocalTime at = LocalTime.ofSecondOfDay(each.minute() * 60L);
            LocalDateTime local = day.date().atTime(at);
            for (ZoneOffset offset : zone.getRules().getValidOffsets(local)) {
                Instant instant = local.toInstant(offset);
                if (instant.isAfter(time) && instant.isBefore(until)) {
                    until = instant;
                }
            }
        }
        return until;
    }

    private DayProfile profileOf(LocalDate date) {
        int everyYear = -1;
        for (SpecialDay special : specialDays) {
            if (special.is(date) && !special.isEveryYear()) {
                return days.get(special.day());
            }
            if (special.is(date) && everyYear < 0) {
                everyYear = special.day();
            }
        }
        if (everyYear >= 0) {
            return days.get(everyYear);
        }
        List<Integer> week = weeks.get(seasonOf(date).week());
        return days.get(week.get(date.getDayOfWeek().getValue() - 1));
    }

    private Season seasonOf(LocalDate date) {
        Season found = seasons.getLast();
        for (Season season : seasons) {
            if (!season.start().atYear(date.getYear()).isAfter(date)) {
                found = season;
            } else {
                break;
            }
        }
        return found;
    }
}
