package org.smartmeter.device.supply;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Makes the relay do what is wanted, and notices when it does not: it is told again after waits
/// that grow, since each try costs contacts and coil. Board time.
final class RelayDrive {

    /// How long a relay may take, and its feedback to settle.
    static final Duration SETTLING = Duration.ofSeconds(1);

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
    private Optional<Instant> differsSince = Optional.empty();
    private Instant nextTry;
    private boolean faulty;

    /// @param operations how often it was switched before
    RelayDrive(Relay relay, long operations, Instant board) {
        this.relay = relay;
        this.operations = operations;
        wantsClosed = relay.isClosed();
        nextTry = board;
    }

    /// Has the relay in a position; one that is there already is not touched.
    void want(boolean closed, Instant board) {
        wantsClosed = closed;
        retries = 0;
        differsSince = Optional.empty();
        if (relay.isClosed() != closed) {
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
        if (differsSince.isEmpty() && relay.isClosed() != wantsClosed) {
            differsSince = Optional.of(board);
        }
    }

    /// Looks at the feedback and tries again when it is time.
    Change run(Instant board) {
        if (relay.isClosed() == wantsClosed) {
            differsSince = Optional.empty();
            retries = 0;
            boolean was = faulty;
            faulty = false;
            return was ? Change.FOLLOWS_AGAIN : Change.NONE;
        }
        if (differsSince.isEmpty()) {
            differsSince = Optional.of(board);
            nextTry = board.plus(SETTLING);
        }
        boolean isNew = !faulty && isSettled(board);
        faulty |= isNew;
        if (faulty && !board.isBefore(nextTry)) {
            retries++;
            command(board);
        }
        return isNew ? Change.DISAGREES : Change.NONE;
    }

    /// Whether the feedback can be believed: it agrees, or differs for long enough.
    boolean isSettled(Instant board) {
        return relay.isClosed() == wantsClosed
                || differsSince.filter(since -> !board.isBefore(since.plus(SETTLING))).isPresent();
    }

    boolean isClosed() {
        return relay.isClosed();
    }

    boolean wantsClosed() {
        return wantsClosed;
    }

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
        Instant settled = differsSince.get().plus(SETTLING);
        return Optional.of(settled.isAfter(board) ? settled : nextTry);
    }
}
