package org.smartmeter.device.supply;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.smartmeter.device.Surroundings;
import org.smartmeter.journal.StateFile;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.OrderRefusedException.Reason;
import org.smartmeter.wire.v1.Disconnect;
import org.smartmeter.wire.v1.Emergency;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Reconnect;

/// Disconnect control, limiter and relay of a running meter, as one state machine on board time.
/// Whatever it decides is durable, with the event that tells it, before the relay hears of it.
/// After a power cut the relay is told what it was not told before it, or shows otherwise: so it
/// never does what nobody ordered.
final class Switchgear {

    private final Surroundings meter;
    private final StateFile file;
    private final RandomGenerator random;
    private final SupplyLog log;
    private final RelayDrive drive;
    private final Limiting limiting;
    private final SwitchingPlan plan;
    private final RelayWatch watch;

    private DisconnectControl control;
    private long lastOrder;
    private long keptOperations;
    private long watts;

    Switchgear(
            ControlMode mode,
            Relay relay,
            RandomGenerator random,
            Surroundings meter,
            Instant board) {
        this.meter = meter;
        this.random = random;
        file = meter.state("supply", SupplyMemory.MAXIMUM_BYTES);
        Optional<SupplyMemory> kept = file.read().flatMap(SupplyMemory::decode);
        control =
                kept.map(it -> DisconnectControl.kept(mode, it))
                        .orElseGet(() -> DisconnectControl.found(mode, relay.feedback()));
        log = new SupplyLog(kept.map(SupplyMemory::log).orElse(SupplyLog.Kept.NOTHING), meter);
        lastOrder = kept.map(SupplyMemory::lastOrder).orElse(0L);
        plan =
                new SwitchingPlan(
                        kept.flatMap(SupplyMemory::cut),
                        kept.flatMap(SupplyMemory::reconnection),
                        log,
                        meter,
                        board);
        limiting =
                new Limiting(
                        kept.map(SupplyMemory::limiter).orElse(LimiterSettings.NO_LIMIT),
                        kept.map(SupplyMemory::triesUsed).orElse(0),
                        kept.flatMap(SupplyMemory::emergency),
                        log,
                        meter,
                        board);
        keptOperations = kept.map(SupplyMemory::relayOperations).orElse(0L);
        drive =
                new RelayDrive(
                        relay,
                        kept.map(SupplyMemory::relayToldToClose).orElseGet(control::wantsClosed),
                        keptOperations,
                        board);
        watch = new RelayWatch(drive, log, meter, board);
        tellLimiter(board);
        save(board);
        if (control.wantsClosed() != drive.wantsClosed() || isSeenOtherwise()) {
            drive.want(control.wantsClosed(), board);
        }
    }

    private boolean isSeenOtherwise() {
        RelayPosition shown = drive.feedback();
        return shown != RelayPosition.UNKNOWN && shown != RelayPosition.of(control.wantsClosed());
    }

    private void tellLimiter(Instant board) {
        if (control.isOpenedByLimiter()) {
            limiting.limiter().opened(board);
        } else if (control.wantsClosed()) {
            limiting.limiter().closed(board);
        } else {
            limiting.limiter().released();
        }
    }

    private void save(Instant board) {
        keptOperations = drive.operations();
        SupplyMemory memory =
                new SupplyMemory(
                        control.state(),
                        control.cause(),
                        control.stayOff(),
                        drive.wantsClosed(),
                        log.keep(),
                        keptOperations,
                        lastOrder,
                        plan.cut(),
                        plan.reconnection(),
                        limiting.limiter().settings(),
                        limiting.keep(board),
                        limiting.limiter().triesUsed());
        file.write(memory.encode());
    }

    private Optional<DisconnectControl.Refusal> apply(SupplyEvent event, Instant board) {
        return apply(control.on(event), board);
    }

    /// What the disconnect control answers is kept, then done, then told.
    ///
    /// @return why nothing changed, if nothing did
    private Optional<DisconnectControl.Refusal> apply(
            DisconnectControl.Answer answer, Instant board) {
        switch (answer) {
            case DisconnectControl.Answer.Refused(DisconnectControl.Refusal why) -> {
                return Optional.of(why);
            }
            case DisconnectControl.Answer.Changed(DisconnectControl now, Transition by) -> {
                if (control.stayOff() && !now.stayOff()) {
                    log.add(board, EventCode.STAY_OFF, 0);
                }
                control = now;
                log.switched(board, now, by, watts);
                tellLimiter(board);
                save(board);
                drive.want(control.wantsClosed(), board);
                tell(board);
                return Optional.empty();
            }
        }
    }

    /// Keeps what happened, and tells what can be told.
    private void tell(Instant board) {
        if (log.isUnkept()) {
            save(board);
        }
        if (log.tell(board, drive)) {
            save(board);
            meter.helloAgain();
            meter.sendSoon();
        }
    }

    /// Takes a window. One without duration (a foreign meter's backlog) says what was counted, not
    /// what flows: it decides nothing.
    void measured(Measurement window, Instant end) {
        if (window.seconds() <= 0) {
            return;
        }
        drive.measured(window, end.minusNanos(Math.round(window.seconds() * 1e9)));
        watts = Math.round(window.p());
        Limiter limiter = limiting.limiter();
        if (!limiter.measured(window, end)
                || control.mode()
                        .transition(control.state(), SupplyEvent.LOCAL_DISCONNECT)
                        .isEmpty()) {
            return;
        }
        log.add(
                end,
                EventCode.LIMIT_EXCEEDED,
                limiter.settings().monitored().number(),
                limiter.value(),
                limiter.threshold().orElse(0),
                limiter.triesLeft());
        apply(SupplyEvent.LOCAL_DISCONNECT, end);
    }

    /// Whether an order was carried out, before a power cut that came before its report.
    boolean hasCarriedOut(Order order) {
        return order.getCounter() == lastOrder;
    }

    void order(Order order, Instant board) throws OrderRefusedException {
        if (hasCarriedOut(order)) {
            return;
        }
        long before = lastOrder;
        lastOrder = order.getCounter();
        try {
            switch (order.getBodyCase()) {
                case LIMITER -> limiting.set(SupplyOrders.limiter(order.getLimiter()), board);
                case EMERGENCY -> emergency(order.getEmergency(), board);
                case DISCONNECT -> disconnect(order.getDisconnect(), board);
                case RECONNECT -> reconnect(order.getReconnect(), board);
                default -> throw new IllegalStateException("not for the switch: " + order);
            }
        } catch (OrderRefusedException e) {
            lastOrder = before;
            throw e;
        }
        save(board);
        meter.helloAgain();
    }

    private void emergency(Emergency order, Instant board) throws OrderRefusedException {
        Optional<EmergencyProfile> profile = SupplyOrders.emergency(order, meter.time(board));
        if (profile.isEmpty()) {
            limiting.end(board);
            return;
        }
        if (order.getActivationTime() != 0 && !meter.isClockSet()) {
            throw new OrderRefusedException(Reason.NOT_NOW, "the clock is not set");
        }
        limiting.activate(profile.get(), board);
    }

    private void disconnect(Disconnect order, Instant board) throws OrderRefusedException {
        if (!control.mode().transitions().contains(Transition.B)) {
            throw new OrderRefusedException(
                    Reason.NOT_NOW, "control mode " + control.mode().number() + " cuts nothing");
        }
        Optional<OrderedCut> later = SupplyOrders.cut(order, lastOrder);
        if (later.isEmpty()) {
            cutNow(board);
            return;
        }
        if (!meter.isClockSet()) {
            throw new OrderRefusedException(Reason.NOT_NOW, "the clock is not set");
        }
        plan.cut(later.get(), board);
    }

    private void cutNow(Instant board) {
        plan.forget();
        if (apply(SupplyEvent.REMOTE_DISCONNECT, board).isPresent()) {
            save(board);
        }
    }

    private void reconnect(Reconnect order, Instant board) throws OrderRefusedException {
        int spread = SupplyOrders.spreadSeconds(order);
        plan.callOff(board);
        if (control.state() == ControlState.DISCONNECTED) {
            long waitMillis = random.nextLong(Duration.ofSeconds(spread).toMillis() + 1);
            plan.reconnect(lastOrder, waitMillis, board);
            reconnectIfDue(board);
        }
    }

    /// What the customer wants to stay off waits.
    private void reconnectIfDue(Instant board) {
        if (!plan.isReconnectionDue(board)) {
            return;
        }
        DisconnectControl.Answer answer = control.on(SupplyEvent.REMOTE_RECONNECT);
        if (answer.equals(
                new DisconnectControl.Answer.Refused(DisconnectControl.Refusal.STAY_OFF))) {
            return;
        }
        plan.reconnected();
        apply(answer, board);
    }

    void press(Press press, Instant board) {
        switch (press) {
            case CONNECT -> connect(board);
            case DISCONNECT -> {
                if (control.isOpenedByLimiter()) {
                    stayOff(true, board);
                } else {
                    apply(SupplyEvent.MANUAL_DISCONNECT, board);
                }
            }
            case STAY_OFF -> stayOff(true, board);
            case NO_LONGER_STAY_OFF -> stayOff(false, board);
        }
    }

    /// Closes, or tries again to, and ends "stay off" wherever it is pressed.
    private void connect(Instant board) {
        if (limiting.limiter().lockedUntil(board).isPresent()) {
            return;
        }
        if (apply(SupplyEvent.MANUAL_RECONNECT, board).isPresent()) {
            if (isNotSeenClosed()) {
                drive.want(true, board);
            }
            stayOff(false, board);
        }
    }

    /// Whether the relay was told to close and does not show it: who is there may try again.
    private boolean isNotSeenClosed() {
        return control.wantsClosed()
                && drive.isFaulty()
                && drive.position() != RelayPosition.CLOSED;
    }

    private void stayOff(boolean wanted, Instant board) {
        if (control.stayOff() == wanted) {
            return;
        }
        control = control.withStayOff(wanted);
        log.add(board, EventCode.STAY_OFF, wanted ? 1 : 0);
        tell(board);
    }

    void run(Instant board) {
        if (limiting.run(board)) {
            save(board);
        }
        if (plan.isCutDue(board)) {
            cutNow(board);
        }
        reconnectIfDue(board);
        if (limiting.limiter().wantsReclosing(board)) {
            apply(SupplyEvent.LOCAL_RECONNECT, board);
        }
        lookAtRelay(board);
        tell(board);
    }

    private void lookAtRelay(Instant board) {
        watch.look(watts, board);
        if (drive.hasNotClosed(board)) {
            apply(control.notClosed(), board);
        }
        if (drive.operations() != keptOperations) {
            save(board);
        }
    }

    /// When a cut is ordered for, by the meter's clock.
    Optional<Instant> cutAt() {
        return plan.cut().map(OrderedCut::at);
    }

    long relayOperations() {
        return drive.operations();
    }

    Optional<EmergencyProfile> activeProfile() {
        return limiting.activeProfile();
    }

    SupplyStatus status(Instant board) {
        boolean locked = limiting.limiter().lockedUntil(board).isPresent();
        boolean canDisconnect =
                control.isOpenedByLimiter()
                        ? !control.stayOff()
                        : changes(SupplyEvent.MANUAL_DISCONNECT);
        return new SupplyStatus(
                drive.position(),
                drive.feedback(),
                control.state(),
                control.mode(),
                control.cause(),
                control.stayOff(),
                drive.isFaulty(),
                !locked && (isNotSeenClosed() || changes(SupplyEvent.MANUAL_RECONNECT)),
                canDisconnect,
                plan.shownCut(board),
                plan.reconnectAt(board),
                limiting.status(changes(SupplyEvent.LOCAL_RECONNECT), board));
    }

    private boolean changes(SupplyEvent event) {
        return control.on(event) instanceof DisconnectControl.Answer.Changed;
    }

    Optional<Instant> next(Instant board) {
        return Stream.of(drive.next(board), limiting.next(board), plan.next(board))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }
}
