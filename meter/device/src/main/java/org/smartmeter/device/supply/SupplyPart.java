package org.smartmeter.device.supply;

import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.smartmeter.device.Part;
import org.smartmeter.device.Surroundings;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.v1.Hello;
import org.smartmeter.wire.v1.Limiter;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.SupplyReport;

/// The meter's switch as a part of it: disconnect control, limiter and relay, behind orders of the
/// utility and buttons of the customer. The buttons and the status are for any thread.
public final class SupplyPart implements Part, SupplyButtons {

    private final ControlMode mode;
    private final Relay relay;
    private final RandomGenerator random;
    private final Queue<Press> pressed = new ConcurrentLinkedQueue<>();
    private @Nullable Switchgear gear;
    private volatile @Nullable Surroundings meter;
    private volatile SupplyStatus status;

    /// @param mode which transitions there are; [ControlMode#MODE_5] unless somebody knows why not
    /// @param random draws the time of a reconnection that is spread
    public SupplyPart(ControlMode mode, Relay relay, RandomGenerator random) {
        this.mode = mode;
        this.relay = relay;
        this.random = random;
        DisconnectControl found = DisconnectControl.found(mode, relay.feedback());
        status = SupplyStatus.before(found, relay.feedback());
    }

    private Switchgear gear() {
        if (gear == null) {
            throw new IllegalStateException("the meter has not begun");
        }
        return gear;
    }

    @Override
    public void begin(Surroundings surroundings, Instant board) {
        gear = new Switchgear(mode, relay, random, surroundings, board);
        meter = surroundings;
        status = gear.status(board);
    }

    @Override
    public void measured(Measurement window, Instant end) {
        gear().measured(window, end);
    }

    @Override
    public boolean takes(Order.BodyCase kind) {
        return switch (kind) {
            case LIMITER, EMERGENCY, DISCONNECT, RECONNECT -> true;
            default -> false;
        };
    }

    @Override
    public void order(Order order, Instant board) throws OrderRefusedException {
        gear().order(order, board);
        status = gear().status(board);
    }

    /// Nobody is cut off, limited or reconnected long after somebody wanted it.
    @Override
    public boolean goesOnLate(Order order) {
        return gear().hasCarriedOut(order);
    }

    @Override
    public void run(Instant board) {
        for (Press press = pressed.poll(); press != null; press = pressed.poll()) {
            gear().press(press, board);
        }
        gear().run(board);
        status = gear().status(board);
    }

    @Override
    public Optional<Instant> next(Instant board) {
        return gear().next(board);
    }

    @Override
    public void hello(Hello.Builder hello, Instant board) {
        SupplyStatus now = gear().status(board);
        SupplyReport.Builder report =
                SupplyReport.newBuilder()
                        .setOutputClosed(now.outputClosed())
                        .setControlState(now.state().number())
                        .setControlMode(now.mode().number())
                        .setStayOff(now.stayOff())
                        .setCause(now.cause().number())
                        .setRelayFault(now.relayFault())
                        .setMonitored(
                                Limiter.Monitored.forNumber(now.limiter().monitored().number()))
                        .setEmergencyProfile(
                                gear().activeProfile().map(EmergencyProfile::id).orElse(0))
                        .setCutAt(gear().cutAt().map(Instant::toEpochMilli).orElse(0L))
                        .setCutHeld(now.cut().filter(SupplyStatus.PlannedCut::held).isPresent())
                        .setOutputUnknown(now.output() == RelayPosition.UNKNOWN)
                        .setFeedback(
                                switch (now.feedback()) {
                                    case OPEN -> SupplyReport.Feedback.OPEN;
                                    case CLOSED -> SupplyReport.Feedback.CLOSED;
                                    case UNKNOWN -> SupplyReport.Feedback.UNREADABLE;
                                })
                        .setRelayOperations(gear().relayOperations());
        now.limiter().limit().ifPresent(limit -> report.setLimit((int) limit));
        hello.setSupply(report);
    }

    private void press(Press press) {
        pressed.add(press);
        Surroundings around = meter;
        if (around != null) {
            around.wake();
        }
    }

    @Override
    public void pressConnect() {
        press(Press.CONNECT);
    }

    @Override
    public void pressDisconnect() {
        press(Press.DISCONNECT);
    }

    @Override
    public void stayOff(boolean wanted) {
        press(wanted ? Press.STAY_OFF : Press.NO_LONGER_STAY_OFF);
    }

    @Override
    public SupplyStatus status() {
        return status;
    }
}
