package org.smartmeter.device.supply;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.smartmeter.device.BenchMeter;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.v1.Disconnect;
import org.smartmeter.wire.v1.Emergency;
import org.smartmeter.wire.v1.Limiter;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Reconnect;

/// A switch on a bench: its relay, what surrounds it in a meter, a load that flows while the relay
/// is closed, and time that passes in windows of 200 ms.
final class SupplyBench extends BenchMeter {

    static final Duration WINDOW = Duration.ofMillis(200);
    static final double VOLTS = 230;

    static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// A relay that may be obstinate, and its feedback dead.
    static final class BenchRelay implements Relay {
        boolean closed = true;
        boolean obeys = true;
        Optional<RelayPosition> dead = Optional.empty();
        boolean cutsThePower;
        /// What it was told, in order.
        final List<String> told = new ArrayList<>();

        @Override
        public void open() {
            command("open");
            closed &= !obeys;
        }

        private void command(String what) {
            if (cutsThePower) {
                throw new PowerCut();
            }
            told.add(what);
        }

        @Override
        public void close() {
            command("close");
            closed |= obeys;
        }

        @Override
        public RelayPosition feedback() {
            return dead.orElseGet(() -> RelayPosition.of(closed));
        }
    }

    final BenchRelay relay = new BenchRelay();
    /// All that was told, and since it was last asked for, without the number behind the values.
    final List<String> journal = new ArrayList<>();

    private final List<String> events = new ArrayList<>();
    boolean journalThere = true;
    ControlMode mode = ControlMode.MODE_5;
    Duration clockIsAhead = Duration.ofHours(1);
    boolean clockSet = true;
    boolean utilityAnswers = true;
    Optional<Instant> heard = Optional.empty();
    int hellos;
    SupplyPart supply = new SupplyPart(mode, relay, new Random(5));
    private long counter;

    SupplyBench start() {
        supply = new SupplyPart(mode, relay, new Random(5));
        supply.begin(this, board);
        settle();
        return this;
    }

    SupplyBench start(ControlMode chosen) {
        mode = chosen;
        return start();
    }

    /// The power goes and comes; the relay keeps its position.
    void powerCut(Duration off) {
        losePower();
        board = board.plus(off);
        heard = Optional.empty();
        start();
    }

    void settle() {
        supply.run(board);
    }

    /// Time passes with a load at a power factor of one behind the relay.
    void pass(Duration time, double watts) {
        pass(time, () -> relay.closed ? watts : 0);
    }

    /// The same, where the relay lies of itself.
    void passWhateverTheRelayIs(Duration time, double watts) {
        pass(time, () -> watts);
    }

    private void pass(Duration time, DoubleSupplier watts) {
        Instant end = board.plus(time);
        while (board.isBefore(end)) {
            Duration step = WINDOW;
            if (board.plus(step).isAfter(end)) {
                step = Duration.between(board, end);
            }
            board = board.plus(step);
            supply.measured(window(watts.getAsDouble(), step), board);
            settle();
        }
    }

    /// Time passes without measurement, the meter running when it asked to.
    void idle(Duration time) {
        Instant end = board.plus(time);
        Optional<Instant> next = supply.next(board);
        while (next.isPresent() && next.get().isBefore(end)) {
            board = next.get().isAfter(board) ? next.get() : board.plusMillis(1);
            settle();
            next = supply.next(board);
        }
        board = end;
        settle();
    }

    static Measurement window(double watts, Duration lasting) {
        PhaseMeasurement phase = PhaseMeasurement.of(VOLTS, watts / VOLTS, 0, 0, watts, 0, 50);
        return Measurement.of(lasting.toNanos() / 1e9, 0, 0, true, List.of(phase));
    }

    static Measurement windowWithoutCurrents(double watts) {
        Measurement measured = window(watts, WINDOW);
        PhaseMeasurement phase =
                PhaseMeasurement.of(VOLTS, Double.NaN, 0, 0, Double.NaN, Double.NaN, 50);
        return new Measurement(
                measured.seconds(),
                0,
                0,
                false,
                List.of(phase),
                watts,
                0,
                0,
                0,
                0,
                0,
                50,
                measured.importWh(),
                measured.exportWh(),
                measured.varhByQuadrant(),
                OptionalDouble.empty());
    }

    boolean isTaken(Order.Builder order) {
        try {
            order(order);
            return true;
        } catch (OrderRefusedException _) {
            return false;
        }
    }

    void order(Order.Builder order) throws OrderRefusedException {
        hear();
        supply.order(order.setCounter(++counter).build(), board);
        settle();
    }

    /// The same order once more, as after a power cut before its report.
    void again(Order.Builder order) throws OrderRefusedException {
        supply.order(order.setCounter(counter).build(), board);
        settle();
    }

    void hear() {
        heard = Optional.of(board);
    }

    static Order.Builder disconnect() {
        return Order.newBuilder().setDisconnect(Disconnect.getDefaultInstance());
    }

    Order.Builder disconnectIn(Duration wait) {
        long at = time(board.plus(wait)).toEpochMilli();
        return Order.newBuilder().setDisconnect(Disconnect.newBuilder().setExecuteAt(at));
    }

    static Order.Builder reconnect(int spread) {
        return Order.newBuilder().setReconnect(Reconnect.newBuilder().setSpread(spread));
    }

    static Order.Builder limit(int watts, int overSeconds) {
        return Order.newBuilder()
                .setLimiter(
                        Limiter.newBuilder()
                                .setMonitored(Limiter.Monitored.ACTIVE_POWER_IMPORT)
                                .setThresholdNormal(watts)
                                .setThresholdEmergency(1_000)
                                .setMinimumOverDuration(overSeconds)
                                .setMinimumUnderDuration(2)
                                .addEmergencyGroups(7));
    }

    static Order.Builder emergency(int profile, long activation, int duration) {
        return Order.newBuilder()
                .setEmergency(
                        Emergency.newBuilder()
                                .setProfile(profile)
                                .setActivationTime(activation)
                                .setDuration(duration));
    }

    /// Events since the last call.
    List<String> told() {
        List<String> told = List.copyOf(events);
        events.clear();
        return told;
    }

    ControlState state() {
        return supply.status().state();
    }

    @Override
    public Instant time(Instant at) {
        return at.plus(clockIsAhead);
    }

    @Override
    public boolean isClockSet() {
        return clockSet;
    }

    @Override
    public void event(Instant at, EventCode code, long... values) {
        journal.add(code + " " + Arrays.toString(values));
        boolean numbered = code != EventCode.SUPPLY_SWITCHED;
        long[] shown = numbered ? Arrays.copyOf(values, values.length - 1) : values;
        events.add(code + " " + Arrays.toString(shown));
    }

    @Override
    public boolean hasJournal() {
        return journalThere;
    }

    @Override
    public boolean isJournalled(EventCode code, long... values) {
        return journal.contains(code + " " + Arrays.toString(values));
    }

    @Override
    public void helloAgain() {
        hellos++;
        if (utilityAnswers) {
            hear();
        }
    }

    @Override
    public Optional<Instant> utilityHeard() {
        return heard;
    }
}
