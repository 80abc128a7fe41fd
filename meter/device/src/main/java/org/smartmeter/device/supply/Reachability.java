package org.smartmeter.device.supply;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether the utility could have called an order off: it was heard lately, and since it came back
/// long enough for what it had to say. Board time; a meter that has just started has heard nobody.
final class Reachability {

    /// How long the utility is given to say what it could not while it was away.
    static final Duration GRACE = Duration.ofMinutes(1);

    private Optional<Instant> heard = Optional.empty();
    private Instant since = Instant.MIN;

    /// @param newest when the utility was last heard
    /// @param tolerance a longer silence counts as away
    void heard(Optional<Instant> newest, Duration tolerance) {
        if (newest.isEmpty() || newest.equals(heard)) {
            return;
        }
        boolean wasAway =
                heard.filter(last -> !newest.get().isAfter(last.plus(tolerance))).isEmpty();
        if (wasAway) {
            since = newest.get();
        }
        heard = newest;
    }

    boolean couldCallOff(Instant board, Duration tolerance) {
        return !isSilent(board, tolerance) && !board.isBefore(since.plus(GRACE));
    }

    boolean isSilent(Instant board, Duration tolerance) {
        return heard.filter(last -> !board.isAfter(last.plus(tolerance))).isEmpty();
    }

    /// Seconds since the utility was last heard; −1 if never since the start.
    long silenceSeconds(Instant board) {
        return heard.map(last -> Duration.between(last, board).toSeconds()).orElse(-1L);
    }
}
