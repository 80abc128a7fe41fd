package org.smartmeter.simulator.replay;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.smartmeter.terms.WrittenTime;

/// Turns the times of a minute file, in file order, into instants. A local hour that the autumn
/// repeats is the first one, and the second once the file has gone back within it.
final class MinuteTimes {

    private static final int MINUTE_SECONDS = 60;

    private final ZoneId zone;
    private Optional<Instant> previous = Optional.empty();

    MinuteTimes(ZoneId zone) {
        this.zone = zone;
    }

    /// @param text ISO 8601, a space for the T allowed, with offset or in the zone
    /// @throws IllegalArgumentException if it is no time, or not at least a minute after the last
    Instant next(String text) {
        Instant time = earliestAllowed(WrittenTime.candidates(text, zone), text);
        previous = Optional.of(time);
        return time;
    }

    private Instant earliestAllowed(List<Instant> candidates, String text) {
        for (Instant candidate : candidates) {
            if (previous.isEmpty()
                    || !candidate.isBefore(previous.get().plusSeconds(MINUTE_SECONDS))) {
                return candidate;
            }
        }
        Instant before = previous.orElseThrow();
        Instant time = candidates.getLast();
        if (time.equals(before)) {
            throw new IllegalArgumentException("'" + text + "' is there twice");
        }
        throw new IllegalArgumentException(
                time.isBefore(before)
                        ? "'" + text + "' goes back in time"
                        : "'" + text + "' is less than a minute after the row before");
    }
}
