package org.smartmeter.simulator.home;

import java.util.Random;
import org.smartmeter.simulator.load.CurrentShape;
import org.smartmeter.simulator.load.Draw;

/// Something people switch on by habit around certain times: kettle, television, iron, lamp, pump.
///
/// @param name of the appliance
/// @param shape of its current; a motor starts with inrush
/// @param usualMinutes of the day when it is used; each use takes place with the probability
/// @param probability of each use, 0…1
/// @param spreadMinutes how far from its usual time a use may begin, on either side
/// @param shortest minutes on
/// @param longest minutes on
record Habit(
        String name,
        int phase,
        CurrentShape shape,
        double watts,
        double[] usualMinutes,
        double probability,
        double spreadMinutes,
        double shortest,
        double longest)
        implements Appliance {

    @Override
    public void live(Day day, Runs runs) {
        Random random = day.random(name);
        for (double usual : usualMinutes) {
            boolean used = random.nextDouble() < probability;
            double begin = usual + spreadMinutes * (2 * random.nextDouble() - 1);
            double length = shortest + (longest - shortest) * random.nextDouble();
            if (!used || !day.isActive(begin)) {
                continue;
            }
            if (shape == CurrentShape.MOTOR) {
                runs.addMotor(day.at(begin), day.at(begin + length), phase, watts);
            } else {
                runs.add(day.at(begin), day.at(begin + length), new Draw(phase, shape, watts));
            }
        }
    }
}
