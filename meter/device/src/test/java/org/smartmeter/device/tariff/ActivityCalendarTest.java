package org.smartmeter.device.tariff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The rate is that of the wall clock, by season, weekday and special day.
class ActivityCalendarTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private static final DayProfile NIGHT_AND_DAY = day("00:00 2, 06:30 1, 22:30 2");
    private static final DayProfile ALL_CHEAP = day("00:00 3");
    private static final DayProfile WINTER = day("00:00 2, 06:30 1, 17:00 4, 20:00 1, 22:30 2");
    private static final DayProfile AT_HALF_PAST_TWO = day("00:00 1, 02:30 2");

    /// Winter from November, with an evening peak; Sundays are cheap; Christmas is dear,
    /// that of 2027 is not.
    private static final ActivityCalendar PARISIAN =
            new ActivityCalendar(
                    7,
                    PARIS,
                    Instant.EPOCH,
                    1,
                    List.of(season(4, 1, 0), season(11, 1, 1)),
                    List.of(List.of(0, 0, 0, 0, 0, 0, 1), List.of(2, 2, 2, 2, 2, 2, 1)),
                    List.of(NIGHT_AND_DAY, ALL_CHEAP, WINTER, day("00:00 8")),
                    List.of(
                            new SpecialDay(0, MonthDay.of(12, 25), 3),
                            new SpecialDay(2027, MonthDay.of(12, 25), 1)));

    static DayProfile day(String switches) {
        return new DayProfile(
                Stream.of(switches.split(", "))
                        .map(each -> each.split("[: ]"))
                        .map(
                                it ->
                                        new RateSwitch(
                                                Integer.parseInt(it[0]) * 60
                                                        + Integer.parseInt(it[1]),
                                                Integer.parseInt(it[2])))
                        .toList());
    }

    private static Season season(int month, int day, int week) {
        return new Season(MonthDay.of(month, day), week);
    }

    @ParameterizedTest(name = "{0} in Paris: rate {1}, {2}")
    @CsvSource({
        "2026-06-01T00:00, 2, a Monday night",
        "2026-06-01T06:29, 2, the last minute of the night",
        "2026-06-01T06:30, 1, the day begins",
        "2026-06-01T22:30, 2, the night begins",
        "2026-06-07T12:00, 3, a Sunday",
        "2026-10-31T18:00, 1, the last day of summer (a Saturday)",
        "2026-11-02T18:00, 4, a winter evening",
        "2026-11-01T18:00, 3, a winter Sunday",
        "2026-02-02T18:00, 4, before the year's first season the last one holds",
        "2026-03-31T18:00, 4, the last day of winter",
        "2026-04-01T18:00, 1, the first day of summer",
        "2026-12-25T18:00, 8, every Christmas",
        "2027-12-25T18:00, 3, but a certain one",
    })
    void theRateFollowsSeasonWeekdayAndSpecialDay(String local, int rate, String what) {
        Instant time = LocalDateTime.parse(local).atZone(PARIS).toInstant();
        assertThat(PARISIAN.rateAt(time)).as(what).isEqualTo(rate);
    }

    static List<Arguments> clockChanges() {
        return List.of(
                Arguments.of("the skipped hour, 02:00 → 03:00", "2026-03-29", List.of("01:00 2")),
                Arguments.of(
                        "the repeated hour, 03:00 → 02:00",
                        "2026-10-25",
                        List.of("00:30 2", "01:00 1", "01:30 2")),
                Arguments.of("a plain day", "2026-06-01", List.of("00:30 2")));
    }

    /// In UTC, from the local midnight on, where rate 1 begins.
    @ParameterizedTest(name = "{0}")
    @MethodSource("clockChanges")
    void aSwitchAtHalfPastTwoWhereTheClockChanges(String what, String date, List<String> expected) {
        ActivityCalendar calendar =
                ActivityCalendar.everyDay(1, PARIS, AT_HALF_PAST_TWO.switches());
        Instant midnight = LocalDateTime.parse(date + "T00:00").atZone(PARIS).toInstant();
        Instant end = midnight.plusSeconds(22 * 3_600);
        List<String> switches = new ArrayList<>();
        int rate = calendar.rateAt(midnight);
        for (Instant time = midnight; time.isBefore(end); time = calendar.steadyUntil(time)) {
            if (calendar.rateAt(time) != rate) {
                rate = calendar.rateAt(time);
                switches.add(time.toString().substring(11, 16) + " " + rate);
            }
        }
        assertThat(switches).as(what).isEqualTo(expected);
    }

    @Property(tries = 500)
    void upToTheInstantThatTheCalendarNamesTheRateStays(
            @ForAll @LongRange(min = 1_767_225_600L, max = 1_830_297_600L) long second) {
        Instant time = Instant.ofEpochSecond(second);
        Instant until = PARISIAN.steadyUntil(time);
        assertThat(until).isAfter(time).isBeforeOrEqualTo(time.plusSeconds(86_400));
        for (Instant at = time; at.isBefore(until); at = at.plusSeconds(419)) {
            assertThat(PARISIAN.rateAt(at)).isEqualTo(PARISIAN.rateAt(time));
        }
        assertThat(PARISIAN.rateAt(until.minusNanos(1))).isEqualTo(PARISIAN.rateAt(time));
    }

    @Test
    void aCalendarTravelsWhole() {
        assertThat(CalendarMessage.read(CalendarMessage.write(PARISIAN))).isEqualTo(PARISIAN);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ID, a calendar's id is 1 or more",
        "DEFAULT_RATE, a rate is 1…8",
        "ZONE, Nowhere",
        "NO_SEASON, 1…24 seasons",
        "SEASONS_FALL, seasons rise",
        "NO_SUCH_WEEK, no week 5",
        "SHORT_WEEK, seven days",
        "NO_SUCH_DAY, no day profile 9",
        "DAY_WITHOUT_MIDNIGHT, first switch",
        "SWITCHES_FALL, switches rise",
        "NO_SUCH_DATE, FEBRUARY",
        "TOO_LONG, 6000 bytes",
    })
    void aCalendarWithAHoleIsRefusedWholeWithItsReason(Spoilt how, String reason) {
        var message = CalendarMessage.write(PARISIAN).toBuilder();
        how.spoil(message);
        assertThatThrownBy(() -> CalendarMessage.read(message.build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    private enum Spoilt {
        ID,
        DEFAULT_RATE,
        ZONE,
        NO_SEASON,
        SEASONS_FALL,
        NO_SUCH_WEEK,
        SHORT_WEEK,
        NO_SUCH_DAY,
        DAY_WITHOUT_MIDNIGHT,
        SWITCHES_FALL,
        NO_SUCH_DATE,
        TOO_LONG;

        void spoil(org.smartmeter.wire.v1.ActivityCalendar.Builder message) {
            switch (this) {
                case ID -> message.setId(0);
                case DEFAULT_RATE -> message.setDefaultRate(9);
                case ZONE -> message.setZone("Nowhere");
                case NO_SEASON -> message.clearSeasons();
                case SEASONS_FALL -> message.getSeasonsBuilder(1).setMonth(1);
                case NO_SUCH_WEEK -> message.getSeasonsBuilder(0).setWeek(5);
                case SHORT_WEEK -> message.addWeeksBuilder().addDays(0);
                case NO_SUCH_DAY -> message.getWeeksBuilder(0).setDays(3, 9);
                case DAY_WITHOUT_MIDNIGHT ->
                        message.getDaysBuilder(0).getSwitchesBuilder(0).setMinute(1);
                case SWITCHES_FALL ->
                        message.getDaysBuilder(0).getSwitchesBuilder(2).setMinute(390);
                case NO_SUCH_DATE -> message.getSpecialDaysBuilder(0).setMonth(2).setDay(30);
                case TOO_LONG -> {
                    for (int i = 0; i < 64; i++) {
                        var day = message.addDaysBuilder();
                        for (int minute = 0; minute < 48; minute++) {
                            day.addSwitchesBuilder().setMinute(minute).setRate(1);
                        }
                    }
                }
            }
        }
    }
}
