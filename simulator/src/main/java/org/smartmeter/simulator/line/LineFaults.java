package org.smartmeter.simulator.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

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

    /// What becomes of one frame: it comes never, once or twice, now or later, whole or not. The
    /// same generator gives the same fate.
    List<Delivery> fateOf(byte[] frame, RandomGenerator random) {
        List<Delivery> deliveries = new ArrayList<>(2);
        if (happens(loss, random)) {
            return deliveries;
        }
        byte[] passed = happens(corruption, random) ? corrupted(frame, random) : frame;
        Duration after = happens(delay, random) ? someDelay(random) : Duration.ZERO;
        deliveries.add(new Delivery(after, passed));
        if (happens(duplication, random)) {
            deliveries.add(new Delivery(someDelay(random), frame));
        }
        return deliveries;
    }

    private static boolean happens(double probability, RandomGenerator random) {
        return probability > 0 && random.nextDouble() < probability;
    }

    private Duration someDelay(RandomGenerator random) {
        return Duration.ofMillis(1 + random.nextLong(Math.max(1, longestDelay.toMillis())));
    }

    private static byte[] corrupted(byte[] frame, RandomGenerator random) {
        byte[] copy = frame.clone();
        if (copy.length > 0) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        return copy;
    }
}
