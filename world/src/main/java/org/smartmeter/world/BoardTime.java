package org.smartmeter.world;

import java.time.Instant;

/// A board's clock during one run of its meter: off by something, a little too fast or slow, and
/// never going back.
final class BoardTime {

    private static final long MILLION = 1_000_000;

    private final int driftPpm;
    private long trueStart;
    private long boardStart;

    /// @param boardNow what it shows now
    BoardTime(long trueNow, long boardNow, int driftPpm) {
        this.trueStart = trueNow;
        this.boardStart = boardNow;
        this.driftPpm = driftPpm;
    }

    /// Nanoseconds since 1970 that the board shows.
    long at(long trueNow) {
        long passed = trueNow - trueStart;
        return boardStart + passed + Math.floorDiv(passed, MILLION) * driftPpm;
    }

    Instant instant(long trueNow) {
        return Agenda.instant(at(trueNow));
    }

    /// The first true time at which the board shows an instant or later.
    long whenItShows(Instant board) {
        if (board.getEpochSecond() > Agenda.instant(Long.MAX_VALUE).getEpochSecond() - 1) {
            return Long.MAX_VALUE;
        }
        long shown = Agenda.nanos(board);
        long wait = shown - boardStart;
        long at = trueStart + wait - Math.floorDiv(wait, MILLION) * driftPpm;
        while (at(at) < shown) {
            at += shown - at(at);
        }
        return at;
    }

    /// From now on it shows so much more: the machine slept, and woke later than it knows.
    void leap(long trueNow, long nanos) {
        boardStart = at(trueNow) + nanos;
        trueStart = trueNow;
    }

    /// How much it shows too much.
    long error(long trueNow) {
        return at(trueNow) - trueNow;
    }
}
