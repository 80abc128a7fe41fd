package org.smartmeter.simulator.replay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

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
        Instant time = earliestAllowed(candidates(text.strip().replaceFirst(" ", "T")), text);
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

    private List<Instant> candidates(String text) {
        try {
            if (text.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)$") && text.contains(":")) {
                return List.of(OffsetDateTime.parse(text).toInstant());
            }
            LocalDateTime local = LocalDateTime.parse(text);
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
            if (offsets.isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + text + "' does not exist in " + zone + ": the clock skips it");
            }
            return offsets.stream().map(local::toInstant).toList();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a time; write 2014-07-01 00:00:00", e);
        }
    }
}
