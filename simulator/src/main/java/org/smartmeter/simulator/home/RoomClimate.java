package org.smartmeter.simulator.home;

import org.smartmeter.simulator.load.CurrentShape;
import org.smartmeter.simulator.load.Draw;

/// A room kept warm or cool by a thermostat: heat leaks through the walls in proportion to the
/// difference to outside, the machine moves heat while it is on, with a hysteresis of 1 K. It works
/// while people are in, or asleep.
///
/// @param watts electric
/// @param kelvinPerHour what the machine does to the room; negative cools
/// @param leakPerHour share of the difference to outside that the room loses in an hour
/// @param wanted °C
record RoomClimate(
        int phase,
        CurrentShape shape,
        double watts,
        double kelvinPerHour,
        double leakPerHour,
        double wanted)
        implements Appliance {

    private static final double HYSTERESIS = 0.5;

    @Override
    public void live(Day day, Runs runs) {
        double room = wanted;
        boolean on = false;
        double since = 0;
        for (int minute = 0; minute < 1_500; minute++) {
            room += (day.temperature(minute) + 2 - room) * leakPerHour / 60;
            room += on ? kelvinPerHour / 60 : 0;
            boolean next = wanted(room, on) && wantedNow(day, minute);
            if (next && !on) {
                since = minute;
            } else if (on && !next) {
                run(day, runs, since, minute);
            }
            on = next;
        }
        if (on) {
            run(day, runs, since, 1_500);
        }
    }

    private boolean wanted(double room, boolean on) {
        double tooWarm = kelvinPerHour < 0 ? room - wanted : wanted - room;
        return on ? tooWarm > -HYSTERESIS : tooWarm > HYSTERESIS;
    }

    private static boolean wantedNow(Day day, int minute) {
        return day.isActive(minute) || minute < day.wakeMinute() || minute > day.sleepMinute();
    }

    private void run(Day day, Runs runs, double from, double to) {
        runs.add(day.at(from), day.at(to), new Draw(phase, shape, watts));
    }
}
