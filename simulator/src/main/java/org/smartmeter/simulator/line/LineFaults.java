package org.smartmeter.simulator.line;

import java.time.Duration;

/// How badly a line behaves. Each probability is per frame and direction.
///
/// @param loss the frame never arrives although the line said it was taken
/// @param duplication the frame arrives twice, the second one delayed
/// @param delay the frame waits, and others overtake it
/// @param longestDelay of a delayed frame or a duplicate
/// @param corruption one bit of the frame is flipped
public record LineFaults(
        double loss, double duplication, double delay, Duration longestDelay, double corruption) {

    public static final LineFaults NONE = new LineFaults(0, 0, 0, Duration.ZERO, 0);

    /// @throws IllegalArgumentException if a probability is outside 0…1 or the delay negative
    public LineFaults {
        for (double probability : new double[] {loss, duplication, delay, corruption}) {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("a probability is 0…1, not " + probability);
            }
        }
        if (longestDelay.isNegative()) {
            throw new IllegalArgumentException("a delay is not negative: " + longestDelay);
        }
    }
}
