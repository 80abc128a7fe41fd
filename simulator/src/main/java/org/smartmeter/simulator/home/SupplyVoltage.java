package org.smartmeter.simulator.home;

/// Voltage of the supply at a house without load: the feeder is strained in the evening and rests
/// at night; a house far from the transformer has less.
///
/// @param distanceVolts lost on the way to the house
record SupplyVoltage(double distanceVolts) {

    private static final double[] STEP_MINUTES = {0, 6 * 60, 9 * 60, 17 * 60, 22 * 60};
    private static final double[] VOLTS = {236, 232, 234, 229, 233};

    /// When the voltage steps, milliseconds since the epoch.
    long[] steps(Day day) {
        long[] steps = new long[STEP_MINUTES.length];
        for (int k = 0; k < steps.length; k++) {
            steps[k] = day.at(STEP_MINUTES[k]);
        }
        return steps;
    }

    double volts(Day day, long millis) {
        int step = 0;
        while (step + 1 < VOLTS.length && day.at(STEP_MINUTES[step + 1]) <= millis) {
            step++;
        }
        return VOLTS[step] - distanceVolts;
    }
}
