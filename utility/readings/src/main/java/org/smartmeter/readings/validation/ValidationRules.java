package org.smartmeter.readings.validation;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The thresholds for one class of meters. Energies in mWh, powers in W, voltages in V.
///
/// @param rules those that are looked for
/// @param period of the intervals; without one it is found in the samples
/// @param timeTolerance how far a sample may lie from the end of its interval
/// @param largestPower what the connection can carry
/// @param registerDigits whole kWh digits after which the register rolls over; without: never does
/// @param intervalTolerance energy of one interval below which a difference says nothing
/// @param interpolateUpTo longest stretch without samples that is filled by interpolation
/// @param spikeRatio (highest − third highest) / third highest of a local day
/// @param spikeFloor mean power of the day's highest interval below which no spike is told
/// @param highRatio of a local day's energy to the median of the same weekdays before
/// @param lowRatio likewise, below which a day is low
/// @param useFloor difference of energy to that median that a high or low day must have
/// @param zeroFor how long nothing must be used
/// @param flatFor how long the same must be used
/// @param lowestVoltage of the range that the supply promises
/// @param highestVoltage of that range
public record ValidationRules(
        Set<Rule> rules,
        Optional<Duration> period,
        Duration timeTolerance,
        double largestPower,
        Optional<Integer> registerDigits,
        long intervalTolerance,
        Duration interpolateUpTo,
        double spikeRatio,
        double spikeFloor,
        double highRatio,
        double lowRatio,
        long useFloor,
        Duration zeroFor,
        Duration flatFor,
        double lowestVoltage,
        double highestVoltage) {

    private static final long KILOWATT_HOUR = 1_000_000;

    /// For a home. Ratio of the spike check: the usual 1.8 of the utilities' VEE practice; voltage:
    /// EN 50160, 230 V ± 10 %; power: three phases of 100 A at 253 V.
    public static final ValidationRules HOME =
            new ValidationRules(
                    EnumSet.allOf(Rule.class),
                    Optional.empty(),
                    Duration.ofSeconds(9),
                    3 * 100 * 253,
                    Optional.empty(),
                    2_000,
                    Duration.ofHours(2),
                    1.8,
                    2_000,
                    4,
                    0.2,
                    5 * KILOWATT_HOUR,
                    Duration.ofHours(24),
                    Duration.ofHours(12),
                    207,
                    253);

    public ValidationRules {
        rules = Set.copyOf(rules);
        period.ifPresent(length -> positive("period", length));
        positive("zero-for", zeroFor);
        positive("flat-for", flatFor);
        if (timeTolerance.isNegative() || interpolateUpTo.isNegative()) {
            throw new IllegalArgumentException("a negative duration");
        }
        if (!(largestPower > 0) || !(spikeRatio > 0) || !(highRatio > 1)) {
            throw new IllegalArgumentException(
                    "largest power and spike ratio must be above 0, the high ratio above 1");
        }
        if (!(lowRatio >= 0 && lowRatio < 1) || intervalTolerance < 0 || useFloor < 0) {
            throw new IllegalArgumentException(
                    "the low ratio must be from 0 to below 1, tolerances not below 0");
        }
        if (!(lowestVoltage < highestVoltage)) {
            throw new IllegalArgumentException("the lowest voltage must be below the highest");
        }
        registerDigits.ifPresent(
                digits -> {
                    if (digits < 1 || digits > 12) {
                        throw new IllegalArgumentException("a register has 1 to 12 digits");
                    }
                });
    }

    private static void positive(String name, Duration length) {
        if (!length.isPositive()) {
            throw new IllegalArgumentException(name + " must be above 0");
        }
    }

    boolean looksFor(Rule rule) {
        return rules.contains(rule);
    }

    /// The most energy that fits into so many milliseconds, mWh.
    long mostEnergy(long milliseconds) {
        return Math.round(largestPower * milliseconds / 3_600.0);
    }
}
