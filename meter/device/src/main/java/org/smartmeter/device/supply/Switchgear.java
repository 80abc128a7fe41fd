package org.smartmeter.device.supply;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.smartmeter.device.EventBudget;
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
/// Whatever it decides is durable before the relay hears of it; the event that tells it waits for
/// the relay's feedback. After a power cut the relay is brought to what was kept, so it never does
/// what nobody ordered.
final class Switchgear {

    /// Before a cut is due the utility is asked for a sign of life, early enough for its answer
    /// and for what it has to say.
    private static final Duration ASKED_AHEAD = Duration.ofMinutes(2);

    private static final Duration ASKED_EVERY = Duration.ofMinutes(10);
    private static final Duration LOOKED_EVERY = Duration.ofSeconds(10);
    /// A load that comes and goes behind a dead feedback changes what is known of the relay.
    private static final Duration POSITION_SAID_EVERY = Duration.ofMinutes(1);

    private static final int RELAY_EVENTS = 8;
    private static final Duration RELAY_EVENTS_REFILL = Duration.ofHours(1);

    private final Surroundings meter;
    private final StateFile file;
    private final RandomGenerator random;
    private final RelayDrive drive;
    private final Limiting limiting;
    private final Reachability utility = new Reachability();
    private final EventBudget relayEvents;

    private DisconnectControl control;
    private long changes;
    private Optional<SupplyMemory.Untold> untold;
    private long lastOrder;
    private Optional<OrderedCut> cut;
    private Optional<OrderedReconnection> reconnection;
    private long keptOperations;
    private long watts;
    private Instant askAgain;
    private RelayPosition positionSaid;
    private Instant sayAgain;

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
        changes = kept.map(SupplyMemory::changes).orElse(0L);
        untold = kept.flatMap(SupplyMemory::untold);
        lastOrder = kept.map(SupplyMemory::lastOrder).orElse(0L);
        cut = kept.flatMap(SupplyMemory::cut);
        reconnection = kept.flatMap(SupplyMemory::reconnection);
        limiting =
                new Limiting(
                        kept.map(SupplyMemory::limiter).orElse(LimiterSettings.NO_LIMIT),
                        kept.map(SupplyMemory::triesUsed).orElse(0),
                        kept.flatMap(SupplyMemory::emergency),
                        meter,
                        board);
        keptOperations = kept.map(SupplyMemory::relayOperations).orElse(0L);
        drive =
                new RelayDrive(
                        relay,
                        kept.map(SupplyMemory::relayToldToClose).orElseGet(control::wantsClosed),
                        keptOperations,
                        board);
        relayEvents = new EventBudget(RELAY_EVENTS, RELAY_EVENTS_REFILL, board);
        askAgain = board;
        positionSaid = drive.position();
        sayAgain = board;
        tellLimiter(board);
        save(board);
        if (kept.isPresent() || relay.feedback() != RelayPosition.UNKNOWN) {
            drive.want(control.wantsClosed(), board);
        }
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
                        changes,
                        untold,
                        drive.wantsClosed(),
                        keptOperations,
                        lastOrder,
                        cut,
                        reconnection,
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
                control = now;
                changes++;
                untold = Optional.of(new SupplyMemory.Untold(by, watts));
                tellLimiter(board);
                save(board);
                drive.want(control.wantsClosed(), board);
                tell(board);
                return Optional.empty();
            }
        }
    }

    /// Tells the last change, once the relay's feedback can be believed and there is a journal.
    private void tell(Instant board) {
        if (untold.isEmpty() || !meter.hasJournal() || !drive.isSettled(board)) {
            return;
        }
        meter.event(
                board,
                EventCode.SUPPLY_SWITCHED,
                changes,
                untold.get().by().number(),
                control.state().number(),
                control.cause().number(),
                drive.position().number(),
                untold.get().watts());
        meter.force();
        untold = Optional.empty();
        save(board);
        meter.helloAgain();
        meter.sendSoon();
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
        meter.event(
                end,
                EventCode.LIMIT_EXCEEDED,
                limiter.settings().monitored().number(),
                limiter.value(),
                limiter.threshold().orElse(0),
                limiter.triesLeft());
        apply(SupplyEvent.LOCAL_DISCONNECT, end);
    }

    void order(Order order, Instant board) throws OrderRefusedException {
        if (order.getCounter() == lastOrder) {
            return; // carried out, and the power went before that was told
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
        cut = later;
        meter.event(board, EventCode.CUT_PLANNED, lastOrder, later.get().at().toEpochMilli());
    }

    private void cutNow(Instant board) {
        cut = Optional.empty();
        reconnection = Optional.empty();
        if (apply(SupplyEvent.REMOTE_DISCONNECT, board).isPresent()) {
            save(board);
        }
    }

    private void reconnect(Reconnect order, Instant board) throws OrderRefusedException {
        int spread = SupplyOrders.spreadSeconds(order);
        cut.ifPresent(planned -> meter.event(board, EventCode.CUT_CALLED_OFF, planned.counter()));
        cut = Optional.empty();
        reconnection = Optional.empty();
        if (control.state() != ControlState.DISCONNECTED) {
            return;
        }
        long waitMillis = random.nextLong(Duration.ofSeconds(spread).toMillis() + 1);
        Instant at = Instant.ofEpochMilli(meter.time(board).plusMillis(waitMillis).toEpochMilli());
        reconnection = Optional.of(new OrderedReconnection(lastOrder, at));
        if (waitMillis > 0) {
            meter.event(board, EventCode.RECONNECTION_PLANNED, lastOrder, at.toEpochMilli());
        }
        reconnectIfDue(board);
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

    private void connect(Instant board) {
        if (limiting.limiter().lockedUntil(board).isPresent()) {
            return;
        }
        boolean stayedOff = control.stayOff();
        if (apply(SupplyEvent.MANUAL_RECONNECT, board).isEmpty()) {
            if (stayedOff) {
                meter.event(board, EventCode.STAY_OFF, 0);
            }
        } else if (control.wantsClosed()) {
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
        save(board);
        meter.event(board, EventCode.STAY_OFF, wanted ? 1 : 0);
        meter.helloAgain();
    }

    void run(Instant board) {
        if (limiting.run(board)) {
            save(board);
            meter.helloAgain();
        }
        cutIfDue(board);
        reconnectIfDue(board);
        if (limiting.limiter().wantsReclosing(board)) {
            apply(SupplyEvent.LOCAL_RECONNECT, board);
        }
        lookAtRelay(board);
        tell(board);
    }

    private void cutIfDue(Instant board) {
        if (cut.isEmpty()) {
            return;
        }
        OrderedCut planned = cut.get();
        Duration until = Duration.between(meter.time(board), planned.at());
        if (until.compareTo(ASKED_AHEAD) > 0) {
            return;
        }
        utility.heard(meter.utilityHeard(), planned.holdAfter());
        boolean isSilent = utility.isSilent(board, planned.holdAfter());
        if (isSilent && !board.isBefore(askAgain)) {
            askAgain = board.plus(ASKED_EVERY);
            meter.helloAgain();
        }
        if (until.isPositive()) {
            return;
        }
        if (meter.isClockSet() && utility.couldCallOff(board, planned.holdAfter())) {
            cutNow(board);
        } else if (isSilent && !planned.heldTold()) {
            cut = Optional.of(planned.told());
            save(board);
            meter.event(
                    board, EventCode.CUT_HELD, planned.counter(), utility.silenceSeconds(board));
            meter.helloAgain();
        }
    }

    private void reconnectIfDue(Instant board) {
        if (reconnection.isEmpty() || meter.time(board).isBefore(reconnection.get().at())) {
            return;
        }
        Optional<OrderedReconnection> waiting = reconnection;
        reconnection = Optional.empty();
        Optional<DisconnectControl.Refusal> refusal = apply(SupplyEvent.REMOTE_RECONNECT, board);
        if (refusal.isPresent() && refusal.get() == DisconnectControl.Refusal.STAY_OFF) {
            reconnection = waiting;
        }
    }

    private void lookAtRelay(Instant board) {
        RelayPosition said = drive.feedback();
        RelayDrive.Change change = drive.run(board);
        if (change != RelayDrive.Change.NONE) {
            boolean disagrees = change == RelayDrive.Change.DISAGREES;
            if (relayEvents.take(board)) {
                meter.event(
                        board,
                        disagrees ? EventCode.RELAY_DISAGREES : EventCode.RELAY_FOLLOWS,
                        drive.wantsClosed() ? 1 : 0,
                        disagrees ? watts : drive.operations(),
                        said.number());
            }
            meter.helloAgain();
            meter.sendSoon();
        }
        if (drive.position() != positionSaid && !board.isBefore(sayAgain)) {
            positionSaid = drive.position();
            sayAgain = board.plus(POSITION_SAID_EVERY);
            meter.helloAgain();
        }
        if (drive.hasNotClosed(board)) {
            apply(control.notClosed(), board);
        }
        if (drive.operations() != keptOperations) {
            save(board);
        }
    }

    /// When a cut is ordered for, by the meter's clock.
    Optional<Instant> cutAt() {
        return cut.map(OrderedCut::at);
    }

    long relayOperations() {
        return drive.operations();
    }

    Optional<EmergencyProfile> activeProfile() {
        return limiting.activeProfile();
    }

    SupplyStatus status(Instant board) {
        boolean locked = limiting.limiter().lockedUntil(board).isPresent();
        boolean canConnect =
                !locked
                        && (isNotSeenClosed()
                                || control.on(SupplyEvent.MANUAL_RECONNECT)
                                        instanceof DisconnectControl.Answer.Changed);
        boolean canDisconnect =
                control.isOpenedByLimiter()
                        ? !control.stayOff()
                        : control.on(SupplyEvent.MANUAL_DISCONNECT)
                                instanceof DisconnectControl.Answer.Changed;
        boolean recloses =
                control.on(SupplyEvent.LOCAL_RECONNECT) instanceof DisconnectControl.Answer.Changed;
        return new SupplyStatus(
                drive.position(),
                drive.feedback(),
                control.state(),
                control.mode(),
                control.cause(),
                control.stayOff(),
                drive.isFaulty(),
                canConnect,
                canDisconnect,
                cut.map(
                        planned ->
                                new SupplyStatus.PlannedCut(
                                        boardTime(planned.at(), board), planned.heldTold())),
                reconnection.map(waiting -> boardTime(waiting.at(), board)),
                limiting.status(recloses, board));
    }

    private Instant boardTime(Instant meterTime, Instant board) {
        return board.plus(Duration.between(meter.time(board), meterTime));
    }

    Optional<Instant> next(Instant board) {
        Optional<Instant> toCut =
                cut.map(planned -> boardTime(planned.at(), board)).map(due -> soonest(due, board));
        Optional<Instant> toReconnect =
                reconnection.map(waiting -> boardTime(waiting.at(), board)).filter(board::isBefore);
        return Stream.of(drive.next(board), limiting.next(board), toCut, toReconnect)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /// First when the utility is to be asked, then often enough.
    private static Instant soonest(Instant due, Instant board) {
        Instant ask = due.minus(ASKED_AHEAD);
        if (board.isBefore(ask)) {
            return ask;
        }
        return board.isBefore(due) ? due : board.plus(LOOKED_EVERY);
    }
}
