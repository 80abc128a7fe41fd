package org.smartmeter.device.tariff;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// The calendar that holds and the one that waits for its day. Which of them counts follows from
/// the instant alone, so that no power cut can delay the change.
///
/// @param active holds now; empty if rate 1 always counts
/// @param passive takes over at its [ActivityCalendar#activeFrom]
public record CalendarPlan(Optional<ActivityCalendar> active, Optional<ActivityCalendar> passive) {

    /// Rate 1 always.
    public static final CalendarPlan NONE = new CalendarPlan(Optional.empty(), Optional.empty());

    public static CalendarPlan of(ActivityCalendar calendar) {
        return new CalendarPlan(Optional.of(calendar), Optional.empty());
    }

    /// The plan after a calendar was ordered: in force if its day has come, else waiting in place
    /// of one that was waiting.
    public CalendarPlan with(ActivityCalendar ordered, Instant now) {
        return ordered.activeFrom().isAfter(now)
                ? new CalendarPlan(at(now), Optional.of(ordered))
                : of(ordered);
    }

    /// Whether the one that waited holds since an instant.
    public boolean isChangedAt(Instant time) {
        return passive.filter(it -> !it.activeFrom().isAfter(time)).isPresent();
    }

    /// The plan once that change was taken note of.
    public CalendarPlan changed() {
        return new CalendarPlan(passive, Optional.empty());
    }

    /// The calendar that holds at an instant.
    public Optional<ActivityCalendar> at(Instant time) {
        return isChangedAt(time) ? passive : active;
    }

    /// The rate at an instant, 1…8.
    ///
    /// @param clockSet whether that instant can be relied on; the default rate counts if not
    public int rateAt(Instant time, boolean clockSet) {
        if (!clockSet) {
            return active.map(ActivityCalendar::defaultRate).orElse(Rate.WITHOUT_CALENDAR);
        }
        return at(time).map(it -> it.rateAt(time)).orElse(Rate.WITHOUT_CALENDAR);
    }

    /// An instant after another, up to which the rate stays; [Instant#MAX] if for ever.
    public Instant steadyUntil(Instant time) {
        return Stream.concat(
                        passive
                                .map(ActivityCalendar::activeFrom)
                                .filter(it -> it.isAfter(time))
                                .stream(),
                        at(time).map(it -> it.steadyUntil(time)).stream())
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }
}
