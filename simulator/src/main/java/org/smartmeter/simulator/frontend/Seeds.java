package org.smartmeter.simulator.frontend;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Generators that are the same for the same numbers everywhere.
final class Seeds {

    private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    static RandomGenerator generator(long seed, long purpose) {
        return FACTORY.create(mix(seed + GOLDEN * mix(purpose + GOLDEN)));
    }

    private static long mix(long x) {
        long y = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }
}
