package org.smartmeter.device.supply;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.smartmeter.metrology.Measurement;

/// Makes the relay do what is wanted, and notices when it does not: by its feedback, and by the
/// current that is measured, since a feedback can be dead. What is wanted anew is told to the relay
/// whatever the feedback says. A relay that does not follow is told again after waits that grow,
/// since each try costs contacts and coil: to open without end, to close for a minute, after which
/// nobody who wanted it need be there. Board time.
final class RelayDrive {

    /// How long a relay may take, and its feedback to settle.
    static final Duration SETTLING = Duration.ofSeconds(1);

    /// Where feedback and order differ, so long a window is waited for that shows what flows.
    static final Duration SEEN_WITHIN = Duration.ofSeconds(3);

    static final Duration CLOSING_TRIED = Duration.ofMinutes(1);

    private static final Duration[] WAITS = {
        Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMinutes(1)
    };
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /// What changed about the relay's obedience.
    enum Change {
        NONE,
        DISAGREES,
        FOLLOWS_AGAIN
    }

    private final Relay relay;
    private boolean wantsClosed;
    private long operations;
    private int retries;
    private Instant turned;
    private Instant closingEnds;
    private CurrentFlow flow = CurrentFlow.UNDECIDED;

    /// Whether current was seen while it was told to be closed and its feedback said open: then the
    /// feedback is not believed where nothing flows either.
    private boolean feedbackLies;

    /// Whether it was turned from open to closed in this run, and nothing has shown since that it
    /// may have followed. Of a relay that was closed before, a feedback that says "open" proves
    /// nothing.
    private boolean turnedInVain;

    private Optional<Instant> differsSince = Optional.empty();
    private Instant nextTry;
    private boolean faulty;

    /// @param toldToClose what the relay was told last; where that is not known, what it shows
    /// @param operations how often it was switched before
    RelayDrive(Relay relay, boolean toldToClose, long operations, Instant board) {
        this.relay = relay;
        this.operations = operations;
        wantsClosed = toldToClose;
        turned = board;
        closingEnds = board;
        nextTry = board;
        if (!agrees()) {
            differsSince = Optional.of(board);
        }
    }

    /// Has the relay in a position. One that was told so and shows it is not touched; wanted again,
    /// one that does not follow is tried anew.
    void want(boolean closed, Instant board) {
        boolean turns = closed != wantsClosed;
        wantsClosed = closed;
        retries = 0;
        differsSince = Optional.empty();
        closingEnds = board.plus(CLOSING_TRIED);
        if (turns) {
            turned = board;
            flow = CurrentFlow.UNDECIDED;
            feedbackLies = false;
            turnedInVain = closed;
        }
        if (turns || relay.feedback() != RelayPosition.of(closed)) {
            command(board);
        }
    }

    private void command(Instant board) {
        operations++;
        if (wantsClosed) {
            relay.close();
        } else {
            relay.open();
        }
        Duration wait = retries < WAITS.length ? WAITS[retries] : LONGEST_WAIT;
        nextTry = board.plus(wait);
        if (differsSince.isEmpty() && !agrees()) {
            differsSince = Optional.of(board);
        }
    }

    /// Takes what flows, where that says something about the relay as it is wanted now.
    void measured(Measurement window, Instant begin) {
        CurrentFlow seen = CurrentFlow.in(window);
        if (begin.isBefore(turned.plus(SETTLING))) {
            return;
        }
        turnedInVain &= seen == CurrentFlow.NONE;
        if (seen == CurrentFlow.UNDECIDED) {
            return;
        }
        flow = seen;
        boolean settled =
                differsSince.filter(since -> !begin.isBefore(since.plus(SETTLING))).isPresent();
        feedbackLies |=
                settled
                        && wantsClosed
                        && seen == CurrentFlow.FLOWS
                        && relay.feedback() == RelayPosition.OPEN;
    }

    private boolean agrees() {
        return relay.feedback() == RelayPosition.of(wantsClosed)
                && (wantsClosed || flow != CurrentFlow.FLOWS);
    }

    /// Looks at feedback and current, and tries again when it is time.
    Change run(Instant board) {
        feedbackLies &= relay.feedback() == RelayPosition.OPEN;
        if (agrees()) {
            turnedInVain = false;
            differsSince = Optional.empty();
            retries = 0;
            boolean was = faulty;
            faulty = false;
            return was ? Change.FOLLOWS_AGAIN : Change.NONE;
        }
        if (differsSince.isEmpty()) {
            differsSince = Optional.of(board);
            nextTry = board.plus(SETTLING);
            closingEnds = board.plus(CLOSING_TRIED);
        }
        boolean isNew = !faulty && isSettled(board);
        faulty |= isNew;
        if (faulty && isTried(board) && !board.isBefore(nextTry)) {
            retries++;
            command(board);
        }
        return isNew ? Change.DISAGREES : Change.NONE;
    }

    private boolean isTried(Instant board) {
        return !wantsClosed
                || !feedbackLies
                        && position() != RelayPosition.CLOSED
                        && board.isBefore(closingEnds);
    }

    /// Whether it was turned to closed, for as long as that is tried, and is open beyond doubt: it
    /// says so, and in all that time nothing was measured to flow. Where that is not sure, whoever
    /// may be supplied stays so.
    boolean hasNotClosed(Instant board) {
        return turnedInVain
                && faulty
                && flow == CurrentFlow.NONE
                && position() == RelayPosition.OPEN
                && !board.isBefore(closingEnds);
    }

    /// Whether the feedback can be believed: it agrees, or differs for long enough.
    boolean isSettled(Instant board) {
        return agrees()
                || differsSince.filter(since -> !board.isBefore(settledAt(since))).isPresent();
    }

    private Instant settledAt(Instant since) {
        return since.plus(flow == CurrentFlow.UNDECIDED ? SEEN_WITHIN : SETTLING);
    }

    /// Whether supply can flow, by feedback and current together: what flows proves it closed,
    /// what contradicts the feedback leaves it unknown.
    RelayPosition position() {
        RelayPosition said = relay.feedback();
        if (flow == CurrentFlow.FLOWS) {
            return RelayPosition.CLOSED;
        }
        boolean closedInVain =
                !wantsClosed && said == RelayPosition.CLOSED && flow == CurrentFlow.NONE;
        return feedbackLies || closedInVain ? RelayPosition.UNKNOWN : said;
    }

    RelayPosition feedback() {
        return relay.feedback();
    }

    boolean wantsClosed() {
        return wantsClosed;
    }

    /// Whether it does not do what it was told, or cannot be seen to.
    boolean isFaulty() {
        return faulty;
    }

    /// How often the relay was switched in its life: its contacts are good for so many.
    long operations() {
        return operations;
    }

    /// When to look again, if the relay does not do what it should.
    Optional<Instant> next(Instant board) {
        if (differsSince.isEmpty()) {
            return Optional.empty();
        }
        Instant settled = settledAt(differsSince.get());
        if (settled.isAfter(board)) {
            return Optional.of(settled);
        }
        if (!isTried(board)) {
            return Optional.empty();
        }
        return Optional.of(wantsClosed && closingEnds.isBefore(nextTry) ? closingEnds : nextTry);
    }
}
