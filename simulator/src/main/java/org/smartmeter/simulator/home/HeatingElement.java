package org.smartmeter.simulator.home;

import java.util.Random;
import org.smartmeter.simulator.load.CurrentShape;
import org.smartmeter.simulator.load.Draw;

/// A heating element behind its own thermostat that is in use for a while: iron, oven, boiler. It
/// heats up once and then keeps warm in bursts.
///
/// @param usualMinute of the day
/// @param probability that it is used on a day
/// @param heatUpMinutes first burst
/// @param useMinutes whole use
/// @param onMinutes length of a burst that keeps it warm
/// @param offMinutes rest between bursts
record HeatingElement(
        String name,
        int phase,
        double watts,
        double usualMinute,
        double probability,
        double heatUpMinutes,
        double useMinutes,
        double onMinutes,
        double offMinutes)
        implements Appliance {

    @Override
    public void live(Day day, Runs runs) {
        Random random = day.random(name);
        boolean used = random.nextDouble() < probability;
        double begin = usualMinute + 40 * (2 * random.nextDouble() - 1);
        if (!used || !day.isActive(begin)) {
            return;
        }
        Draw element = new Draw(phase, CurrentShape.RESISTIVE, watts);
        double end = begin + useMinutes * (0.7 + 0.6 * random.nextDouble());
        double minute = begin;
        double burst = heatUpMinutes;
        while (minute < end) {
            runs.add(day.at(minute), day.at(minute + burst), element);
            minute += burst + offMinutes * (0.8 + 0.4 * random.nextDouble());
            burst = onMinutes;
        }
    }
}
