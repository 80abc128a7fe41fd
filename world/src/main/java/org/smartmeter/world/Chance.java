package org.smartmeter.world;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A seed's chance, divided into streams that do not disturb each other: whether one fault happens
/// changes nothing about when another does.
final class Chance {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long seed;

    Chance(long seed) {
        this.seed = seed;
    }

    /// What a stream decides about.
    enum About {
        PLAN,
        LINE,
        LOAD,
        DEVICE,
        DISK,
        CLOCK,
        METER_FAULTS,
        UTILITY_FAULTS,
        DATABASE,
        UTILITY,
        ORDERS,
        HOSTILE
    }

    /// @param index which of several alike, for example the meter
    RandomGenerator stream(About about, int index) {
        long mixed = mix(seed * GOLDEN + about.ordinal());
        return new SplittableRandom(mix(mixed + index * GOLDEN));
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    static boolean happens(double probability, RandomGenerator random) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /// The time to the next of things that happen so often a day, each apart from the others.
    static Duration untilNext(double perDay, RandomGenerator random) {
        double days = -Math.log(1 - random.nextDouble()) / perDay;
        return Duration.ofNanos((long) (Math.min(days, 10_000) * 86_400 * 1e9));
    }

    /// A duration between two.
    static Duration between(Duration least, Duration most, RandomGenerator random) {
        long span = most.minus(least).toNanos();
        return least.plusNanos(span <= 0 ? 0 : random.nextLong(span + 1));
    }
}
