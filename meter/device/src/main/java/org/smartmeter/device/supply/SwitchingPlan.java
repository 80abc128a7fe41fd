package org.smartmeter.device.supply;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.smartmeter.device.Surroundings;
import org.smartmeter.wire.EventCode;

/// What the utility ordered for later: a cut, which is held while the utility is silent, since it
/// may have been called off; a reconnection, which waits for its random time.
final class SwitchingPlan {

    /// Before a cut is due the utility is asked for a sign of life, early enough for its answer
    /// and for what it has to say.
    private static final Duration ASKED_AHEAD = Duration.ofMinutes(2);

    private static final Duration ASKED_EVERY = Duration.ofMinutes(10);
    private static final Duration LOOKED_EVERY = Duration.ofSeconds(10);

    private final Surroundings meter;
    private final SupplyLog log;
    private final Reachability utility = new Reachability();
    private Optional<OrderedCut> cut;
    private Optional<OrderedReconnection> reconnection;
    private Instant askAgain;

    SwitchingPlan(
            Optional<OrderedCut> cut,
            Optional<OrderedReconnection> reconnection,
            SupplyLog log,
            Surroundings meter,
            Instant board) {
        this.cut = cut;
        this.reconnection = reconnection;
        this.log = log;
        this.meter = meter;
        askAgain = board;
    }

    Optional<OrderedCut> cut() {
        return cut;
    }

    Optional<OrderedReconnection> reconnection() {
        return reconnection;
    }

    /// Takes a cut for later, in the place of another.
    void cut(OrderedCut later, Instant board) {
        cut = Optional.of(later);
        log.add(board, EventCode.CUT_PLANNED, later.counter(), later.at().toEpochMilli());
    }

    /// Calls a cut off, and forgets a reconnection that another order now decides on.
    void callOff(Instant board) {
        cut.ifPresent(planned -> log.add(board, EventCode.CUT_CALLED_OFF, planned.counter()));
        forget();
    }

    /// Takes a reconnection.
    ///
    /// @param waitMillis its part of the spread
    void reconnect(long counter, long waitMillis, Instant board) {
        Instant at = Instant.ofEpochMilli(meter.time(board).plusMillis(waitMillis).toEpochMilli());
        reconnection = Optional.of(new OrderedReconnection(counter, at));
        if (waitMillis > 0) {
            log.add(board, EventCode.RECONNECTION_PLANNED, counter, at.toEpochMilli());
        }
    }

    /// Nothing is to come any more.
    void forget() {
        cut = Optional.empty();
        reconnection = Optional.empty();
    }

    /// Whether to cut now. Asks the utility in time, and tells once that the cut is held.
    boolean isCutDue(Instant board) {
        if (cut.isEmpty()) {
            return false;
        }
        OrderedCut planned = cut.get();
        Duration until = Duration.between(meter.time(board), planned.at());
        if (until.compareTo(ASKED_AHEAD) > 0) {
            return false;
        }
        utility.heard(meter.utilityHeard(), planned.holdAfter());
        boolean isSilent = utility.isSilent(board, planned.holdAfter());
        if (isSilent && !board.isBefore(askAgain)) {
            askAgain = board.plus(ASKED_EVERY);
            meter.helloAgain();
        }
        if (until.isPositive()) {
            return false;
        }
        if (meter.isClockSet() && utility.couldCallOff(board, planned.holdAfter())) {
            return true;
        }
        if (isSilent && !planned.heldTold()) {
            cut = Optional.of(planned.told());
            log.add(board, EventCode.CUT_HELD, planned.counter(), utility.silenceSeconds(board));
        }
        return false;
    }

    void reconnected() {
        reconnection = Optional.empty();
    }

    boolean isReconnectionDue(Instant board) {
        return reconnection.filter(it -> !meter.time(board).isBefore(it.at())).isPresent();
    }

    /// The cut as a display shows it.
    Optional<SupplyStatus.PlannedCut> shownCut(Instant board) {
        return cut.map(it -> new SupplyStatus.PlannedCut(boardTime(it.at(), board), it.heldTold()));
    }

    /// Board time of the reconnection.
    Optional<Instant> reconnectAt(Instant board) {
        return reconnection.map(it -> boardTime(it.at(), board));
    }

    private Instant boardTime(Instant meterTime, Instant board) {
        return board.plus(Duration.between(meter.time(board), meterTime));
    }

    Optional<Instant> next(Instant board) {
        Optional<Instant> toCut =
                cut.map(planned -> boardTime(planned.at(), board)).map(due -> soonest(due, board));
        return Stream.of(toCut, reconnectAt(board).filter(board::isBefore))
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
