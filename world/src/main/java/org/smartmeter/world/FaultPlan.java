package org.smartmeter.world;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.smartmeter.simulator.line.LineFaults;

/// What goes wrong in a seed's world, and how it is set up. Each seed has some of the faults, in
/// every measure from hardly ever to all the time: where all of them are always there, each hides
/// what the others would show.
///
/// Rates are a day's, those of a meter each meter's own.
///
/// @param line what becomes of frames
/// @param ownBroker whether the broker is in the utility's process and dies with it
/// @param meter what goes wrong at each meter
/// @param network what goes wrong between them
/// @param utility what goes wrong at the utility
/// @param setUp how the world is set up
record FaultPlan(
        LineFaults line,
        boolean ownBroker,
        OfMeter meter,
        OfNetwork network,
        OfUtility utility,
        SetUp setUp) {

    /// @param cuts of its power, at any operation of its disks
    /// @param diskErrors at any operation
    /// @param diskFulls for a while
    /// @param memoryLosses journal and state gone, as with a new board
    /// @param clockFaults its board's clock is off after a start, or leaps
    /// @param driftPpm its board's clock runs as much too fast, or too slow if negative, at most
    record OfMeter(
            double cuts,
            double diskErrors,
            double diskFulls,
            double memoryLosses,
            double clockFaults,
            int driftPpm) {}

    /// @param partings of one meter from the broker
    /// @param mutes of one meter, nobody being told
    /// @param brokerRestarts of the broker
    /// @param outages of everything for a while
    /// @param forgeries by somebody on the line
    record OfNetwork(
            double partings,
            double mutes,
            double brokerRestarts,
            double outages,
            double forgeries) {}

    /// @param deaths of its process, at any call that leaves it
    /// @param clockSteps of its clock, there and back
    /// @param databaseErrors probability, per call
    /// @param failovers of its database
    /// @param databaseFulls of its database's disk
    record OfUtility(
            double deaths,
            double clockSteps,
            double databaseErrors,
            double failovers,
            double databaseFulls) {}

    /// @param samplePeriod seconds from row to row, unless ordered otherwise
    /// @param pushPeriod seconds from sending to sending, unless ordered otherwise
    /// @param window how long a meter measures at a stretch
    /// @param round how often the head-end looks around
    /// @param knownTime whether meters know the time from the first start
    /// @param smallJournal whether journals go round in hours
    /// @param orders a day for each meter
    record SetUp(
            int samplePeriod,
            int pushPeriod,
            Duration window,
            Duration round,
            boolean knownTime,
            boolean smallJournal,
            double orders) {}

    static FaultPlan of(RandomGenerator random) {
        return new FaultPlan(
                line(random),
                random.nextBoolean(),
                new OfMeter(
                        sometimes(0.5, 0.05, 6, random),
                        sometimes(0.25, 0.05, 3, random),
                        sometimes(0.25, 0.05, 1, random),
                        sometimes(0.25, 0.02, 0.5, random),
                        sometimes(0.3, 0.05, 2, random),
                        random.nextInt(3) == 0 ? random.nextInt(200) : 0),
                new OfNetwork(
                        sometimes(0.4, 0.05, 8, random),
                        sometimes(0.3, 0.05, 4, random),
                        sometimes(0.3, 0.5, 12, random),
                        sometimes(0.3, 0.5, 4, random),
                        sometimes(0.3, 20, 2_000, random)),
                new OfUtility(
                        sometimes(0.5, 1, 40, random),
                        sometimes(0.25, 0.5, 4, random),
                        sometimes(0.4, 0.000_5, 0.1, random),
                        sometimes(0.3, 0.5, 12, random),
                        sometimes(0.2, 0.5, 4, random)),
                setUp(random));
    }

    private static LineFaults line(RandomGenerator random) {
        return new LineFaults(
                sometimes(0.5, 0.002, 0.4, random),
                sometimes(0.4, 0.002, 0.4, random),
                sometimes(0.5, 0.002, 0.6, random),
                Duration.ofMillis((long) between(20, 120_000, random)),
                sometimes(0.25, 0.001, 0.1, random));
    }

    private static SetUp setUp(RandomGenerator random) {
        int[] samplePeriods = {300, 900, 900, 900, 900, 1_800, 1_800, 1_800};
        int[] pushPeriods = {600, 900, 1_800, 3_600, 3_600, 3_600, 3_600, 7_200};
        int[] windows = {600, 1_800, 3_600, 3_600, 3_600, 7_200};
        int[] rounds = {10, 60, 60, 60, 60, 60, 60, 120};
        return new SetUp(
                samplePeriods[random.nextInt(samplePeriods.length)],
                pushPeriods[random.nextInt(pushPeriods.length)],
                Duration.ofSeconds(windows[random.nextInt(windows.length)]),
                Duration.ofSeconds(rounds[random.nextInt(rounds.length)]),
                random.nextBoolean(),
                random.nextInt(4) == 0,
                sometimes(0.5, 0.1, 4, random));
    }

    /// 0, or with this probability a number between two, each order of magnitude as likely.
    private static double sometimes(
            double probability, double least, double most, RandomGenerator random) {
        return random.nextDouble() < probability ? between(least, most, random) : 0;
    }

    private static double between(double least, double most, RandomGenerator random) {
        return least * Math.pow(most / least, random.nextDouble());
    }
}
