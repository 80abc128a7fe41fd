package org.smartmeter.simulator.home;

import java.util.Random;
import org.smartmeter.simulator.load.CurrentShape;
import org.smartmeter.simulator.load.Draw;

/// The lamps of a home, room by room: on while it is dark and people are awake.
///
/// @param shape rectifier for LED lamps, dimmer for a chandelier
record Lamps(int phase, CurrentShape shape, double wattsPerRoom, int rooms) implements Appliance {

    @Override
    public void live(Day day, Runs runs) {
        Random random = day.random("lamps " + shape);
        Draw lamp = new Draw(phase, shape, wattsPerRoom);
        for (int room = 0; room < rooms; room++) {
            double minute = day.wakeMinute() + 30 * random.nextDouble();
            while (minute < day.sleepMinute()) {
                double length = 15 + 75 * random.nextDouble();
                boolean wanted = random.nextDouble() < 0.65;
                if (wanted && day.isDark(minute) && day.isActive(minute)) {
                    double end = Math.min(minute + length, day.sleepMinute());
                    runs.add(day.at(minute), day.at(end), lamp);
                }
                minute += length + 10 * random.nextDouble();
            }
        }
    }
}
