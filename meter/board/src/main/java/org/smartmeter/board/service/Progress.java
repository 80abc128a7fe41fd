package org.smartmeter.board.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.smartmeter.device.Part;
import org.smartmeter.device.Surroundings;
import org.smartmeter.metrology.Measurement;

/// Sees whether the meter gets on: windows are measured, and its turns end. A turn ends only when
/// what it wrote is durable, so a journal on a disk that refuses or hangs stops the turns. Entered
/// by the meter's thread, asked by any.
public final class Progress implements Part {

    private final Duration windowPatience;
    private final Duration turnPatience;
    private volatile Instant lastWindow;
    private volatile Instant lastTurn;
    private volatile long windows;

    /// @param windowPatience longest time without a window; zero where windows may stop while the
    /// board is well, as with another meter's telegrams
    /// @param turnPatience longest time without the end of a turn
    /// @param start board time now
    public Progress(Duration windowPatience, Duration turnPatience, Instant start) {
        this.windowPatience = windowPatience;
        this.turnPatience = turnPatience;
        lastWindow = start;
        lastTurn = start;
    }

    @Override
    public void begin(Surroundings meter, Instant board) {
        lastTurn = board;
    }

    @Override
    public void measured(Measurement window, Instant end) {
        lastWindow = end;
        windows = windows + 1; // one thread writes
    }

    /// The turn before has ended, or this one would not have begun.
    @Override
    public void run(Instant board) {
        lastTurn = board;
    }

    /// A turn is wanted often enough, whatever the front end does.
    @Override
    public Optional<Instant> next(Instant board) {
        return Optional.of(board.plus(turnPatience.dividedBy(2)));
    }

    /// How many windows were measured since the start.
    public long windows() {
        return windows;
    }

    /// Why the meter does not get on, if it does not.
    public Optional<String> stuck(Instant now) {
        Duration turn = Duration.between(lastTurn, now);
        if (turn.compareTo(turnPatience) > 0) {
            return Optional.of("no turn of the meter ended for " + turn.toSeconds() + " s");
        }
        Duration window = Duration.between(lastWindow, now);
        if (windowPatience.isPositive() && window.compareTo(windowPatience) > 0) {
            return Optional.of("no window was measured for " + window.toSeconds() + " s");
        }
        return Optional.empty();
    }
}
