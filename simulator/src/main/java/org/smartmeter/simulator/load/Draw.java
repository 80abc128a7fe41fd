package org.smartmeter.simulator.load;

/// One appliance at work.
///
/// @param phase 0, 1 or 2
/// @param shape of its current
/// @param watts what it takes at the nominal voltage, or feeds in ([CurrentShape#FEED_IN])
public record Draw(int phase, CurrentShape shape, double watts) {

    /// @throws IllegalArgumentException if there is no such phase or the power is not finite
    public Draw {
        if (phase < 0 || phase > 2) {
            throw new IllegalArgumentException("phase " + phase + "; there are 0, 1 and 2");
        }
        if (!Double.isFinite(watts)) {
            throw new IllegalArgumentException("power is " + watts + " W");
        }
    }

    double netWatts() {
        return shape == CurrentShape.FEED_IN ? -watts : watts;
    }
}
