package org.smartmeter.simulator.home;

import java.util.Random;
import org.smartmeter.simulator.load.CurrentShape;
import org.smartmeter.simulator.load.Draw;

/// Heats its water, tumbles back and forth, spins.
record WashingMachine(int phase, double heaterWatts, double motorWatts, double washesPerDay)
        implements Appliance {

    @Override
    public void live(Day day, Runs runs) {
        Random random = day.random("washing machine");
        double begin = 8 * 60 + 12 * 60 * random.nextDouble();
        if (random.nextDouble() > washesPerDay || !day.isActive(begin)) {
            return;
        }
        double heating = 10 + 12 * random.nextDouble();
        runs.add(
                day.at(begin + 2),
                day.at(begin + 2 + heating),
                new Draw(phase, CurrentShape.RESISTIVE, heaterWatts));
        double tumblingUntil = begin + heating + 45;
        for (double minute = begin; minute < tumblingUntil; minute += 2.5) {
            runs.addMotor(day.at(minute), day.at(minute + 1.8), phase, motorWatts);
        }
        runs.addMotor(
                day.at(tumblingUntil + 2), day.at(tumblingUntil + 9), phase, 2.2 * motorWatts);
    }
}
