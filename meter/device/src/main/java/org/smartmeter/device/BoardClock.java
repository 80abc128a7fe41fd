package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Port: the board's time. It never goes back and never jumps; whether it is right is for the
/// meter's own clock to say.
public interface BoardClock {

    Instant now();

    /// How long a thread has to wait, in real time, until this clock shows the instant; zero if it
    /// is past.
    Duration until(Instant instant);

    /// The system's wall clock as it was at this call, continued by its monotonic counter.
    static BoardClock system() {
        return faster(InstantSource.system().instant(), 1);
    }

    /// Time that starts at an instant and runs `factor` times as fast as life.
    ///
    /// @throws IllegalArgumentException if the factor is not positive
    static BoardClock faster(Instant start, double factor) {
        return new MonotonicBoardClock(start, factor);
    }
}
