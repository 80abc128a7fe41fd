package org.smartmeter.headend;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Keeps a meter's live lease alive while somebody looks: a lease on the meter is short, renewed
/// before it ends, and ordered again when the meter stays silent. One thread at a time.
final class LiveWatch {

    /// A lease on the meter lasts at most this long, so that a lost utility silences it soon.
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final Duration RENEW_BEFORE = Duration.ofSeconds(20);
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private Instant wanted = Instant.MIN;
    private Instant ordered = Instant.MIN;
    private Instant lastOrder = Instant.MIN;
    private Instant lastLive = Instant.MIN;

    void want(Instant until) {
        if (until.isAfter(wanted)) {
            wanted = until;
        }
    }

    void heard(Instant now) {
        lastLive = now;
    }

    /// The meter has a new connection and may know of no lease.
    void reconnected() {
        ordered = Instant.MIN;
        lastOrder = Instant.MIN;
    }

    boolean wantedAt(Instant now) {
        return now.isBefore(wanted);
    }

    /// Until when to order a lease now, if it is time.
    Optional<Instant> due(Instant now) {
        if (!wantedAt(now)) {
            return Optional.empty();
        }
        boolean ending = ordered.isBefore(wanted) && ordered.isBefore(now.plus(RENEW_BEFORE));
        boolean silent =
                lastLive.isBefore(now.minus(SILENCE)) && lastOrder.isBefore(now.minus(SILENCE));
        if (!ending && !silent) {
            return Optional.empty();
        }
        Instant longest = now.plus(LEASE);
        ordered = wanted.isBefore(longest) ? wanted : longest;
        lastOrder = now;
        return Optional.of(ordered);
    }
}
