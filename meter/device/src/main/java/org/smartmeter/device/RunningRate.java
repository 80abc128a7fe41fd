package org.smartmeter.device;

import java.time.Instant;
import org.smartmeter.device.tariff.CalendarPlan;

/// The rate that counts now and until when, so that the calendar is asked only where it may
/// change.
final class RunningRate {

    private CalendarPlan calendars;
    private int rate;
    private Instant from = Instant.MAX;
    private Instant until = Instant.MIN;

    RunningRate(CalendarPlan calendars) {
        this.calendars = calendars;
        rate = calendars.rateAt(Instant.EPOCH, false);
    }

    /// Other calendars hold from the next instant on that is reached.
    void follow(CalendarPlan changed) {
        calendars = changed;
        until = Instant.MIN;
    }

    /// What was known of the time holds no more.
    void clockStepped() {
        until = Instant.MIN;
    }

    /// Time has come to an instant.
    void reach(Instant time, boolean clockSet) {
        if (time.isBefore(from) || !time.isBefore(until)) {
            rate = calendars.rateAt(time, clockSet);
            from = time;
            until = clockSet ? calendars.steadyUntil(time) : Instant.MAX;
        }
    }

    int now() {
        return rate;
    }

    Instant steadyUntil() {
        return until;
    }
}
