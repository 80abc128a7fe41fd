package org.smartmeter.simulator.home;

import org.smartmeter.simulator.load.CurrentShape;
import org.smartmeter.simulator.load.Draw;

/// Router, standby supplies, clocks.
record AlwaysOn(int phase, double watts) implements Appliance {

    @Override
    public void live(Day day, Runs runs) {
        runs.add(
                day.startMillis(), day.endMillis(), new Draw(phase, CurrentShape.RECTIFIER, watts));
    }
}
