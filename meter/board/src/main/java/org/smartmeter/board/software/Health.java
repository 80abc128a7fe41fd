package org.smartmeter.board.software;

import java.time.Duration;
import java.time.Instant;

/// Whether software on trial has proved itself: it measures, it has its journal, its line came up.
/// Software that cannot reach the utility cannot be mended from there, so without a line it is
/// given up, be the network at fault or not: the one before was reached a moment ago.
final class Health {

    /// Of measured time: windows of a converter and telegrams of a foreign meter alike.
    static final double ENOUGH_SECONDS = 60;

    static final Duration PATIENCE = Duration.ofMinutes(15);

    enum Verdict {
        PROVED,
        WAITING,
        FAILED
    }

    private final Instant start;
    private final Duration longestSilence;
    private double measuredSeconds;
    private boolean cameUp;

    /// @param longestSilence of the source of measurements while all is well: that much longer is
    /// waited for them
    Health(Instant start, Duration longestSilence) {
        this.start = start;
        this.longestSilence = longestSilence;
    }

    /// @param seconds that a window covered
    void measured(double seconds) {
        measuredSeconds += seconds;
    }

    Verdict judge(boolean hasJournal, boolean linkUp, Instant board) {
        boolean isUp = hasJournal && linkUp;
        cameUp |= isUp;
        if (measuredSeconds >= ENOUGH_SECONDS && isUp) {
            return Verdict.PROVED;
        }
        Duration patience = cameUp ? PATIENCE.plus(longestSilence) : PATIENCE;
        boolean isOver = Duration.between(start, board).compareTo(patience) > 0;
        return isOver ? Verdict.FAILED : Verdict.WAITING;
    }
}
