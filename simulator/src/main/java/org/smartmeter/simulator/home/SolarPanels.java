package org.smartmeter.simulator.home;

import org.smartmeter.simulator.load.CurrentShape;
import org.smartmeter.simulator.load.Draw;

/// Rooftop panels behind a grid-tied inverter; power is held for ten minutes, in steps of 50 W.
record SolarPanels(int phase, double peakWatts) implements Appliance {

    private static final int HOLD_MINUTES = 10;
    private static final double STEP_WATTS = 50;

    @Override
    public void live(Day day, Runs runs) {
        for (int slot = 0; slot < 1_500 / HOLD_MINUTES; slot++) {
            double minute = slot * HOLD_MINUTES;
            double light = Math.max(0, day.sun(minute + HOLD_MINUTES / 2.0)) * day.clearness(slot);
            double watts = Math.rint(0.85 * peakWatts * light / STEP_WATTS) * STEP_WATTS;
            runs.add(
                    day.at(minute),
                    day.at(minute + HOLD_MINUTES),
                    new Draw(phase, CurrentShape.FEED_IN, watts));
        }
    }
}
