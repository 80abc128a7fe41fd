package org.smartmeter.device;

import java.util.List;
import java.util.Optional;
import org.smartmeter.journal.Journal;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;

/// What a journal knows of the counters: all there is when their own file is gone.
///
/// @param boot the last start it tells of, 0 if none
/// @param orderCounter of the last order it tells of, 0 if none
/// @param schedule that was set last, if it tells of any
record CountersInJournal(long boot, long orderCounter, Optional<Schedule> schedule) {

    static final CountersInJournal NONE = new CountersInJournal(0, 0, Optional.empty());

    /// Reads the whole journal; only what was lost or cut off asks for it.
    static CountersInJournal of(Journal journal) {
        CountersInJournal[] found = {NONE};
        EventsInJournal.forEach(
                journal,
                event -> {
                    found[0] = found[0].after(event);
                    return true;
                });
        return found[0];
    }

    CountersInJournal after(Event event) {
        List<Long> values = event.values();
        if (values.isEmpty()) {
            return this;
        }
        long first = values.getFirst();
        if (event.code() == EventCode.POWER_UP.number()) {
            return new CountersInJournal(Math.max(boot, first), orderCounter, schedule);
        }
        if (event.code() == EventCode.ORDER_DONE.number()) {
            return new CountersInJournal(boot, Math.max(orderCounter, first), schedule);
        }
        return event.code() == EventCode.SCHEDULE_CHANGED.number() && values.size() > 1
                ? new CountersInJournal(boot, orderCounter, schedule(values).or(() -> schedule))
                : this;
    }

    private static Optional<Schedule> schedule(List<Long> values) {
        try {
            return Optional.of(
                    new Schedule(Math.toIntExact(values.get(0)), Math.toIntExact(values.get(1))));
        } catch (IllegalArgumentException | ArithmeticException _) {
            return Optional.empty(); // of a software that knew other ones
        }
    }
}
