package org.smartmeter.world;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.smartmeter.wire.v1.Schedule;

/// Makes happen what a plan has going wrong, each kind by itself, at random times.
final class Weather {

    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final World world;
    private final Chance chance;
    private final FaultPlan plan;

    Weather(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
        this.plan = world.plan();
    }

    void begin() {
        beginAtTheUtility();
        beginOnTheLine();
        for (ModelMeter meter : world.meters()) {
            beginAt(meter, chance.stream(Chance.About.METER_FAULTS, -1 - meter.number()));
        }
    }

    private void beginAtTheUtility() {
        RandomGenerator random = chance.stream(Chance.About.UTILITY_FAULTS, 0);
        FaultPlan.OfUtility faults = plan.utility();
        often(faults.deaths(), random, _ -> world.utility().dieSoon());
        often(faults.failovers(), random, this::failover);
        often(faults.databaseFulls(), random, this::fillDatabase);
        often(faults.clockSteps(), random, this::stepClock);
    }

    private void failover(RandomGenerator random) {
        Duration lasting = Chance.between(MOMENT, Duration.ofMinutes(20), random);
        world.troubles().down(world.now() + lasting.toNanos());
        world.note(Trace.EVERYBODY, Happening.DATABASE_DOWN, lasting.toMillis(), 0);
    }

    private void fillDatabase(RandomGenerator random) {
        Duration lasting = Chance.between(MOMENT, HOUR.multipliedBy(3), random);
        world.troubles().full(world.now() + lasting.toNanos());
        world.note(Trace.EVERYBODY, Happening.DATABASE_FULL, lasting.toMillis(), 0);
    }

    /// By seconds, as a clock without discipline has it, or by hours, as somebody's mistake.
    private void stepClock(RandomGenerator random) {
        Duration most = random.nextInt(3) > 0 ? Duration.ofMinutes(4) : HOUR.multipliedBy(3);
        Duration off = Chance.between(most.negated(), most, random);
        world.utility().setClock(off);
        world.agenda()
                .after(
                        Chance.between(MOMENT, HOUR, random),
                        () -> world.utility().setClock(Duration.ZERO));
    }

    private void beginOnTheLine() {
        RandomGenerator random = chance.stream(Chance.About.UTILITY_FAULTS, 1);
        FaultPlan.OfNetwork faults = plan.network();
        often(
                faults.brokerRestarts(),
                random,
                _ -> {
                    world.line().broker().restart();
                    world.note(Trace.EVERYBODY, Happening.BROKER_RESTARTED);
                });
        often(faults.outages(), random, this::outage);
        Hostile hostile = new Hostile(world, chance.stream(Chance.About.HOSTILE, 0));
        often(faults.forgeries(), random, _ -> hostile.act());
    }

    private void outage(RandomGenerator random) {
        world.line().down();
        world.agenda()
                .after(
                        Chance.between(MOMENT, HOUR.multipliedBy(2), random),
                        () -> {
                            if (!plan.ownBroker() || world.utility().isRunning()) {
                                world.line().up();
                            }
                        });
    }

    private void beginAt(ModelMeter meter, RandomGenerator random) {
        FaultPlan.OfMeter faults = plan.meter();
        often(faults.cuts(), random, _ -> meter.cutPowerSoon());
        often(faults.diskErrors(), random, meter::failDiskSoon);
        often(faults.diskFulls(), random, meter::fillDisk);
        often(faults.memoryLosses(), random, meter::loseMemory);
        often(faults.clockFaults(), random, meter::upsetClock);
        often(plan.network().partings(), random, part -> apart(meter, part));
        often(plan.network().mutes(), random, mute -> mute(meter, mute));
        often(plan.setUp().orders(), random, order -> order(meter, order));
    }

    private void apart(ModelMeter meter, RandomGenerator random) {
        world.line().broker().reachable(meter.id(), false);
        world.line().broker().cut(meter.id());
        world.note(meter.number(), Happening.PARTED);
        world.agenda()
                .after(Chance.between(MOMENT, HOUR.multipliedBy(6), random), () -> rejoin(meter));
    }

    private void mute(ModelMeter meter, RandomGenerator random) {
        world.line().broker().mute(meter.id(), true);
        world.note(meter.number(), Happening.MUTED);
        world.agenda()
                .after(Chance.between(MOMENT, HOUR.multipliedBy(2), random), () -> rejoin(meter));
    }

    private void rejoin(ModelMeter meter) {
        world.line().broker().mute(meter.id(), false);
        world.line().broker().reachable(meter.id(), true);
        world.note(meter.number(), Happening.REJOINED);
    }

    private void order(ModelMeter meter, RandomGenerator random) {
        int[] samples = {300, 900, 900, 1_800};
        int[] pushes = {300, 900, 1_800, 3_600};
        world.utility()
                .want(
                        meter.number(),
                        meter.id(),
                        Schedule.newBuilder()
                                .setSamplePeriod(samples[random.nextInt(samples.length)])
                                .setPushPeriod(pushes[random.nextInt(pushes.length)])
                                .build());
    }

    /// Something that happens so often a day, for as long as things go wrong.
    private void often(double perDay, RandomGenerator random, Consumer<RandomGenerator> what) {
        if (perDay <= 0) {
            return;
        }
        world.agenda()
                .after(
                        Chance.untilNext(perDay, random),
                        () -> {
                            if (!world.areFaultsOver()) {
                                what.accept(random);
                                often(perDay, random, what);
                            }
                        });
    }
}
