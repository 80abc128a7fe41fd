package org.smartmeter.device.tariff;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import org.smartmeter.wire.v1.Week;

/// A calendar as it travels, and as the meter keeps it.
public final class CalendarMessage {

    /// The longest that is taken, in bytes.
    public static final int MOST_BYTES = 6_000;

    private CalendarMessage() {}

    /// @throws IllegalArgumentException if a number is outside its limits, names what is not
    /// there, or the message is too long
    public static ActivityCalendar read(org.smartmeter.wire.v1.ActivityCalendar message) {
        if (message.getSerializedSize() > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a calendar takes at most "
                            + MOST_BYTES
                            + " bytes, not "
                            + message.getSerializedSize());
        }
        try {
            return new ActivityCalendar(
                    message.getId(),
                    ZoneId.of(message.getZone()),
                    Instant.ofEpochMilli(message.getActiveFrom()),
                    message.getDefaultRate(),
                    message.getSeasonsList().stream()
                            .map(it -> new Season(day(it.getMonth(), it.getDay()), it.getWeek()))
                            .toList(),
                    message.getWeeksList().stream().map(Week::getDaysList).toList(),
                    message.getDaysList().stream().map(CalendarMessage::day).toList(),
                    message.getSpecialDaysList().stream().map(CalendarMessage::special).toList());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    private static MonthDay day(int month, int day) {
        return MonthDay.of(month, day);
    }

    private static DayProfile day(org.smartmeter.wire.v1.DayProfile message) {
        return new DayProfile(
                message.getSwitchesList().stream()
                        .map(it -> new RateSwitch(it.getMinute(), it.getRate()))
                        .toList());
    }

    private static SpecialDay special(org.smartmeter.wire.v1.SpecialDay message) {
        return new SpecialDay(
                message.getYear(),
                day(message.getMonth(), message.getDay()),
                message.getDayProfile());
    }

    public static org.smartmeter.wire.v1.ActivityCalendar write(ActivityCalendar calendar) {
        var message =
                org.smartmeter.wire.v1.ActivityCalendar.newBuilder()
                        .setId(calendar.id())
                        .setZone(calendar.zone().getId())
                        .setActiveFrom(calendar.activeFrom().toEpochMilli())
                        .setDefaultRate(calendar.defaultRate());
        for (Season season : calendar.seasons()) {
            message.addSeasonsBuilder()
                    .setMonth(season.start().getMonthValue())
                    .setDay(season.start().getDayOfMonth())
                    .setWeek(season.week());
        }
        for (List<Integer> week : calendar.weeks()) {
            message.addWeeksBuilder().addAllDays(week);
        }
        for (DayProfile day : calendar.days()) {
            var switches = message.addDaysBuilder();
            for (RateSwitch each : day.switches()) {
                switches.addSwitchesBuilder().setMinute(each.minute()).setRate(each.rate());
            }
        }
        for (SpecialDay day : calendar.specialDays()) {
            message.addSpecialDaysBuilder()
                    .setYear(day.year())
                    .setMonth(day.date().getMonthValue())
                    .setDay(day.date().getDayOfMonth())
                    .setDayProfile(day.day());
        }
        return message.build();
    }
}
