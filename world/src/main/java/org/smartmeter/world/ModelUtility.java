package org.smartmeter.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.smartmeter.headend.Exchange;
import org.smartmeter.headend.MeterStatus;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.v1.Schedule;

/// The utility: one process after another on one database, and a clock that can be wrong.
final class ModelUtility {

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    /// Somebody wants what nobody carries out at once.
    private static final Duration UNTIL_ASKED_AGAIN = Duration.ofMinutes(5);

    private final World world;
    private final RandomGenerator chance;
    private Optional<UtilityProcess> process = Optional.empty();
    private long clockError;

    ModelUtility(World world, RandomGenerator chance) {
        this.world = world;
        this.chance = chance;
    }

    /// The utility's own time.
    Instant time() {
        return Agenda.instant(world.now() + clockError);
    }

    /// From now on its clock is off by so much.
    void setClock(Duration off) {
        clockError = off.toNanos();
        world.note(Trace.EVERYBODY, Happening.UTILITY_CLOCK, off.toMillis(), 0);
    }

    boolean isRunning() {
        return process.isPresent();
    }

    Optional<Exchange> exchange() {
        return process.map(UtilityProcess::exchange);
    }

    void start() {
        UtilityProcess started;
        try {
            started = new UtilityProcess(world, this::time, chance);
        } catch (UtilityProcess.Died | IllegalStateException _) {
            startAgain(); // the database cannot be reached
            return;
        }
        process = Optional.of(started);
        world.note(Trace.EVERYBODY, Happening.UTILITY_STARTED, world.database().boot(), 0);
        try {
            started.open();
        } catch (IllegalStateException _) {
            started.die();
        } catch (UtilityProcess.Died _) {
            // told below
        }
        if (started.isDead()) {
            died(started);
            return;
        }
        if (world.plan().ownBroker()) {
            world.line().up();
        }
        round(started);
    }

    private void round(UtilityProcess of) {
        world.agenda()
                .after(
                        world.plan().setUp().round(),
                        () -> {
                            if (!of.isDead()) {
                                of.enter(of.exchange()::round);
                                round(of);
                            }
                        });
    }

    /// A frame for the utility; nobody hears it while there is no process.
    void received(MeterId meter, Channel channel, byte[] frame) {
        process.ifPresent(running -> running.received(meter, channel, frame));
    }

    /// It dies at one of the next calls that leave the process, or now.
    void dieSoon() {
        process.ifPresent(
                running -> {
                    if (chance.nextInt(4) == 0) {
                        running.die();
                        died(running);
                    } else {
                        running.dieSoon(1 + chance.nextInt(40), chance.nextBoolean());
                    }
                });
    }

    /// Nothing goes wrong any more.
    void end() {
        process.ifPresent(UtilityProcess::liveOn);
    }

    void died(UtilityProcess dead) {
        if (process.filter(running -> running == dead).isEmpty()) {
            return;
        }
        world.note(Trace.EVERYBODY, Happening.UTILITY_DIED, dead.calls(), 0);
        process = Optional.empty();
        if (world.plan().ownBroker()) {
            world.line().down();
        }
        startAgain();
    }

    private void startAgain() {
        Duration longest = world.areFaultsOver() ? SHORTEST_PAUSE : LONGEST_PAUSE;
        world.agenda().after(Chance.between(SHORTEST_PAUSE, longest, chance), this::start);
    }

    /// Somebody sets the schedule that a meter ought to keep, and asks again until that is taken.
    void want(int number, MeterId meter, Schedule schedule) {
        boolean[] taken = {false};
        process.ifPresent(
                running ->
                        running.enter(
                                () -> {
                                    try {
                                        running.exchange().schedule(meter, schedule);
                                        taken[0] = true;
                                    } catch (IllegalStateException _) {
                                        // the database refused
                                    }
                                }));
        if (taken[0]) {
            world.note(
                    number, Happening.WANTED, schedule.getSamplePeriod(), schedule.getPushPeriod());
        } else if (!world.areFaultsOver()) {
            world.agenda().after(UNTIL_ASKED_AGAIN, () -> want(number, meter, schedule));
        }
    }

    /// The meter is enrolled anew: another agreement is in force.
    void enrol(MeterId meter) {
        process.ifPresent(
                running ->
                        running.enter(
                                () ->
                                        running.exchange()
                                                .takeIntoService(world.database().meter(meter))));
    }

    /// Whether a message of the meter was accepted since then.
    boolean hasHeard(MeterId meter, long since) {
        return exchange()
                .flatMap(running -> running.meter(meter))
                .flatMap(MeterStatus::lastHeard)
                .filter(heard -> !heard.isBefore(Agenda.instant(since)))
                .isPresent();
    }
}
