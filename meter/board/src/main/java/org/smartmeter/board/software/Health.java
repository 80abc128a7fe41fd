package org.smartmeter.board.software;

import java.time.Duration;
import java.time.Instant;

/// Whether software on trial has proved itself: it measures, it has its journal, its line came up.
/// Software that cannot reach the utility cannot be mended from there, so without a line it is
/// given up, be the network at fault or not: the one before was reached a moment ago.
final class Health {

    /// Of a minute.
    static final long ENOUGH_WINDOWS = 300;

    static final Duration PATIENCE = Duration.ofMinutes(15);

    enum Verdict {
        PROVED,
        WAITING,
        FAILED
    }

    private final Instant start;

    Health(Instant start) {
        this.start = start;
    }

    /// @param windows measured since the start
    Verdict judge(long windows, boolean hasJournal, boolean linkUp, Instant board) {
        if (windows >= ENOUGH_WINDOWS && hasJournal && linkUp) {
            return Verdict.PROVED;
        }
        Duration waited = Duration.between(start, board);
        return waited.compareTo(PATIENCE) > 0 ? Verdict.FAILED : Verdict.WAITING;
    }
}
