package org.smartmeter.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.smartmeter.device.EnergyRegister;
import org.smartmeter.device.Surroundings;
import org.smartmeter.device.supply.ControlMode;
import org.smartmeter.device.supply.Relay;
import org.smartmeter.device.supply.RelayPosition;
import org.smartmeter.device.supply.SupplyPart;
import org.smartmeter.journal.StateFile;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;
import org.smartmeter.simulator.files.PowerCutException;
import org.smartmeter.simulator.files.PowerCutFiles;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.v1.Disconnect;
import org.smartmeter.wire.v1.Emergency;
import org.smartmeter.wire.v1.Limiter;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Reconnect;

/// The power goes at each operation of the switch's memory, at each pulse of the relay and at each
/// step of the journal, and again soon after. Whatever was interrupted is done again, as a meter
/// does: afterwards the journal tells each event of limiter, cut, emergency and switch once and in
/// order, and the relay is where it was ordered to be.
class SupplyPowerCutTest {

    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(15);
    private static final int SECOND_CUTS = 6;

    /// What is done to the switch at one moment, and the power that flows then.
    private record Act(double watts, Doing doing) {}

    private interface Doing {
        void to(SupplyPart supply, Instant board) throws OrderRefusedException;
    }

    private static final List<Act> DIARY =
            List.of(
                    new Act(500, orders(1, limiter())),
                    new Act(3_000, (_, _) -> {}), // more than it may: opens
                    new Act(0, (supply, _) -> supply.pressDisconnect()), // means: stay off
                    new Act(0, (supply, _) -> supply.pressConnect()),
                    new Act(500, orders(2, emergency(10))),
                    new Act(500, (_, _) -> {}), // is over by now
                    new Act(500, orders(3, emergency(900))),
                    new Act(500, orders(4, emergency(0))),
                    new Act(500, orders(5, cutIn(Duration.ofHours(1)))),
                    new Act(500, orders(6, reconnect())), // calls it off
                    new Act(500, orders(7, cutIn(Duration.ZERO))),
                    new Act(0, orders(8, reconnect())),
                    new Act(0, (supply, _) -> supply.pressConnect()),
                    new Act(500, (supply, _) -> supply.pressDisconnect()));

    private static Doing orders(long counter, Order.Builder order) {
        Order numbered = order.setCounter(counter).build();
        return (supply, board) -> supply.order(numbered, board);
    }

    private static Order.Builder limiter() {
        return Order.newBuilder()
                .setLimiter(
                        Limiter.newBuilder()
                                .setMonitored(Limiter.Monitored.ACTIVE_POWER_IMPORT)
                                .setThresholdNormal(2_000)
                                .setThresholdEmergency(1_000)
                                .addEmergencyGroups(7));
    }

    private static Order.Builder emergency(int seconds) {
        return Order.newBuilder()
                .setEmergency(Emergency.newBuilder().setProfile(7).setDuration(seconds));
    }

    private static Order.Builder cutIn(Duration wait) {
        long at = wait.isZero() ? 0 : START.plus(wait).toEpochMilli();
        return Order.newBuilder().setDisconnect(Disconnect.newBuilder().setExecuteAt(at));
    }

    private static Order.Builder reconnect() {
        return Order.newBuilder().setReconnect(Reconnect.getDefaultInstance());
    }

    /// What survives a power cut, and where the next one comes.
    private static final class World implements Surroundings, Relay {

        private final List<String> journal = new ArrayList<>();
        private final List<String> unforced = new ArrayList<>();
        private final Random chance;
        private final long secondCut;
        private PowerCutFiles disk = new PowerCutFiles(1);
        private boolean closed = true;
        private Instant board = START;
        private long steps;
        private long cutAtStep = Long.MAX_VALUE;
        private boolean cut;

        /// @param secondCut operations of the disk after the power came back, at which it goes
        // again
        World(long seed, long secondCut) {
            chance = new Random(seed);
            this.secondCut = secondCut;
        }

        private void step(String what) {
            steps++;
            if (steps == cutAtStep) {
                throw new PowerCutException(what, steps);
            }
        }

        private SupplyPart boot() {
            SupplyPart supply = new SupplyPart(ControlMode.MODE_5, this, new Random(1));
            supply.begin(this, board);
            supply.run(board);
            return supply;
        }

        /// Of what was not forced some of the first is there.
        private void powerComesBack() {
            journal.addAll(unforced.subList(0, chance.nextInt(unforced.size() + 1)));
            unforced.clear();
            disk = disk.survivors(chance.nextLong());
            cutAtStep = Long.MAX_VALUE;
            if (!cut) {
                disk.cutAt(secondCut);
            }
            cut = true;
        }

        private void live() throws OrderRefusedException {
            Optional<SupplyPart> supply = Optional.empty();
            for (int lived = 0; lived < DIARY.size(); ) {
                board = START.plus(STEP.multipliedBy(lived + 1));
                try {
                    SupplyPart on = supply.isPresent() ? supply.get() : boot();
                    supply = Optional.of(on);
                    happens(DIARY.get(lived), on);
                    lived++;
                } catch (PowerCutException _) {
                    powerComesBack();
                    supply = Optional.empty();
                }
            }
        }

        private void happens(Act act, SupplyPart supply) throws OrderRefusedException {
            supply.measured(window(act.watts()), board);
            act.doing().to(supply, board);
            supply.run(board);
            board = board.plusSeconds(5);
            supply.measured(window(act.watts()), board);
            supply.run(board);
        }

        private Measurement window(double watts) {
            double flows = closed ? watts : 0;
            PhaseMeasurement phase = PhaseMeasurement.of(230, flows / 230, 0, 0, flows, 0, 50);
            return Measurement.of(1, 0, 0, true, List.of(phase));
        }

        @Override
        public void open() {
            step("open");
            closed = false;
        }

        @Override
        public void close() {
            step("close");
            closed = true;
        }

        @Override
        public RelayPosition feedback() {
            return closed ? RelayPosition.CLOSED : RelayPosition.OPEN;
        }

        @Override
        public Instant time(Instant at) {
            return at;
        }

        @Override
        public boolean isClockSet() {
            return true;
        }

        @Override
        public void event(Instant at, EventCode code, long... values) {
            step("event");
            unforced.add(code + Arrays.toString(values));
        }

        @Override
        public boolean hasJournal() {
            return true;
        }

        @Override
        public boolean isJournalled(EventCode code, long... values) {
            String event = code + Arrays.toString(values);
            return journal.contains(event) || unforced.contains(event);
        }

        @Override
        public void sendSoon() {
            step("send");
        }

        @Override
        public void helloAgain() {
            step("hello");
        }

        @Override
        public Optional<Instant> utilityHeard() {
            return Optional.empty();
        }

        @Override
        public void force() {
            step("before force");
            journal.addAll(unforced);
            unforced.clear();
            step("after force");
        }

        @Override
        public StateFile state(String name, int maxBytes) {
            return StateFile.open(disk.files(), name, maxBytes);
        }

        @Override
        public long durableCount(EnergyRegister register) {
            return 0;
        }

        @Override
        public void wake() {}
    }

    @Test
    void eachEventIsToldOnceWhereverThePowerGoes() throws OrderRefusedException {
        World undisturbed = new World(0, Long.MAX_VALUE);
        undisturbed.live();
        assertThat(undisturbed.journal).hasSize(16);
        for (long again = 1; again <= SECOND_CUTS; again++) {
            for (long operation = 1; operation <= undisturbed.disk.operations(); operation++) {
                World world = new World(operation, again);
                world.disk.cutAt(operation);
                assertSame(undisturbed, world, "operation " + operation + ", again " + again);
            }
            for (long step = 1; step <= undisturbed.steps; step++) {
                World world = new World(step, again);
                world.cutAtStep = step;
                assertSame(undisturbed, world, "step " + step + ", again " + again);
            }
        }
    }

    private static void assertSame(World undisturbed, World world, String cutAt)
            throws OrderRefusedException {
        world.live();
        assertThat(world.cut).as(cutAt).isTrue();
        assertThat(world.journal).as(cutAt).isEqualTo(undisturbed.journal);
        assertThat(world.closed).as(cutAt).isEqualTo(undisturbed.closed);
    }
}
