package org.smartmeter.headend;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Slows down whoever guesses: after ten failures within a minute an address waits until the minute
/// is over. Success costs nothing, so that a street of meters behind one router can enrol. Safe for
/// many threads.
final class FailedTries {

    private static final int ALLOWED = 10;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int ADDRESSES_REMEMBERED = 10_000;

    private final InstantSource clock;
    private final Map<InetAddress, Failures> failures =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<InetAddress, Failures> eldest) {
                    return size() > ADDRESSES_REMEMBERED;
                }
            };

    private record Failures(Instant since, int count) {}

    FailedTries(InstantSource clock) {
        this.clock = clock;
    }

    synchronized boolean allowed(InetAddress address) {
        Failures known = failures.get(address);
        return known == null || known.count() < ALLOWED || over(known);
    }

    synchronized void failed(InetAddress address) {
        Failures known = failures.get(address);
        failures.put(
                address,
                known == null || over(known)
                        ? new Failures(clock.instant(), 1)
                        : new Failures(known.since(), known.count() + 1));
    }

    private boolean over(Failures known) {
        return !clock.instant().isBefore(known.since().plus(WINDOW));
    }
}
