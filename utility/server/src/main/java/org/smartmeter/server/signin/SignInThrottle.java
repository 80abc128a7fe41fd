package org.smartmeter.server.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How often one may try to sign in. A name has five free tries, an address twenty; each wrong one
/// beyond makes the next wait twice as long, from half a minute to a quarter of an hour. An hour of
/// quiet, or for a name a right password, forgets it all. Kept in memory, thread-safe.
public final class SignInThrottle {

    private static final int FREE_TRIES_PER_NAME = 5;
    private static final int FREE_TRIES_PER_ADDRESS = 20;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    /// The oldest are forgotten beyond this many, so that made-up names cannot fill the memory.
    private static final int MOST_KEYS = 50_000;

    private record Tries(int count, Instant last, Instant waitUntil) {}

    private final InstantSource clock;
    private final Map<String, Tries> byKey =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Tries> eldest) {
                    return size() > MOST_KEYS;
                }
            };

    public SignInThrottle(InstantSource clock) {
        this.clock = clock;
    }

    /// Counts a try before its password is looked at, so that many at once are counted too.
    ///
    /// @return how long to wait when this try must not be made; empty when it may
    public synchronized Optional<Duration> tried(String name, String address) {
        Instant now = clock.instant();
        Tries ofName = known(nameKey(name), now);
        Tries ofAddress = known(addressKey(address), now);
        Instant free = later(ofName.waitUntil(), ofAddress.waitUntil());
        if (now.isBefore(free)) {
            return Optional.of(Duration.between(now, free));
        }
        byKey.put(nameKey(name), oneMore(ofName, FREE_TRIES_PER_NAME, now));
        byKey.put(addressKey(address), oneMore(ofAddress, FREE_TRIES_PER_ADDRESS, now));
        return Optional.empty();
    }

    /// The try just counted was right: the name starts anew, the address has one less.
    public synchronized void succeeded(String name, String address) {
        byKey.remove(nameKey(name));
        byKey.computeIfPresent(
                addressKey(address),
                (_, tries) -> new Tries(tries.count() - 1, tries.last(), Instant.MIN));
    }

    private Tries known(String key, Instant now) {
        Tries tries = byKey.get(key);
        if (tries == null || !tries.last().plus(FORGOTTEN_AFTER).isAfter(now)) {
            return new Tries(0, now, Instant.MIN);
        }
        return tries;
    }

    private static Tries oneMore(Tries tries, int free, Instant now) {
        int count = tries.count() + 1;
        Instant waitUntil = count < free ? Instant.MIN : now.plus(wait(count - free));
        return new Tries(count, now, waitUntil);
    }

    private static Duration wait(int beyond) {
        Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(beyond, 20));
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static String nameKey(String name) {
        return "name " + name.strip().toLowerCase(Locale.ROOT);
    }

    /// An IPv6 household owns a whole /64, so that is what counts as one address.
    private static String addressKey(String address) {
        String[] groups = address.split(":", -1);
        boolean fullIpv6 = groups.length == 8;
        return "address "
                + (fullIpv6
                        ? String.join(":", groups[0], groups[1], groups[2], groups[3])
                        : address);
    }
}
