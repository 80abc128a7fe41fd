package org.smartmeter.simulator.home;

import java.util.Random;

/// A compressor on a thermostat: the inside warms towards the kitchen and is cooled between two
/// limits, so it runs longer when it is hot and when the door is opened.
///
/// @param name tells two of them apart
/// @param watts of the running compressor
/// @param coolingMinutes how long it cools in a kitchen of 20 °C
/// @param restMinutes how long it rests then
record Refrigerator(String name, int phase, double watts, double coolingMinutes, double restMinutes)
        implements Appliance {

    private static final double INSIDE = 5;

    @Override
    public void live(Day day, Runs runs) {
        Random random = day.random(name);
        double minute = -random.nextDouble() * (coolingMinutes + restMinutes);
        while (minute < 1_500) {
            double kitchen = 18 + 0.35 * Math.max(0, day.temperature(minute) - 15);
            double warming = (kitchen - INSIDE) / (20 - INSIDE);
            double door = day.isActive(minute) ? 1 + 0.4 * random.nextDouble() : 1;
            double cooling = coolingMinutes * warming * door;
            runs.addMotor(day.at(minute), day.at(minute + cooling), phase, watts);
            minute += cooling + restMinutes / warming * (0.9 + 0.2 * random.nextDouble());
        }
    }
}
