package org.smartmeter.device.display.http;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How often a PIN may be tried: from each address a few times at once, then one try in half
/// a minute. Since an address on a home's network is easily changed, all strangers together
/// have a budget too: six digits would take them half a year. Who has proved the PIN is no
/// stranger, known by the address and by a token that it was handed then: with the token it
/// has tries of its own, which nobody at the same address can use up. Those in the home who
/// never proved it since the start may be kept waiting, but not from the meter's own button.
/// Times are a running clock's nanoseconds. Thread-safe; knows a bounded number of addresses
/// and of tokens, and none any more after a start.
final class PinTries {

    static final int AT_ONCE = 5;
    static final int STRANGERS_AT_ONCE = 20;
    static final Duration ONE_MORE_AFTER = Duration.ofSeconds(30);
    static final int MOST_KNOWN = 32;

    private static final String STRANGERS = "strangers";
    private static final int TOKEN_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final AddressBudgets own = new AddressBudgets(AT_ONCE, ONE_MORE_AFTER);
    private final AddressBudgets all = new AddressBudgets(STRANGERS_AT_ONCE, ONE_MORE_AFTER);
    private final Map<String, Boolean> addresses = latest();
    private final Map<String, Boolean> tokens = latest();
    private int wrong;

    /// Who tries.
    ///
    /// @param token that it shows, whatever it is
    record Asker(String address, Optional<String> token) {}

    private static Map<String, Boolean> latest() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > MOST_KNOWN;
            }
        };
    }

    /// Whose budget is meant: no address looks like a token.
    private String budget(Asker asker) {
        return asker.token().filter(tokens::containsKey).orElse(asker.address());
    }

    private boolean isStranger(Asker asker) {
        return asker.token().filter(tokens::containsKey).isEmpty()
                && !addresses.containsKey(asker.address());
    }

    /// Takes a try, if there is one left for who asks.
    synchronized boolean take(Asker asker, long nanos) {
        boolean stranger = isStranger(asker);
        if (stranger && !all.take(STRANGERS, nanos)) {
            return false;
        }
        if (own.take(budget(asker), nanos)) {
            return true;
        }
        if (stranger) {
            all.giveBack(STRANGERS, nanos);
        }
        return false;
    }

    /// The try was wrong.
    ///
    /// @return how many wrong ones there were from anywhere, each time a budget was used up by them
    synchronized int wrong(Asker asker, long nanos) {
        wrong++;
        if (!own.isUsedUp(budget(asker), nanos)
                && !(isStranger(asker) && all.isUsedUp(STRANGERS, nanos))) {
            return 0;
        }
        int told = wrong;
        wrong = 0;
        return told;
    }

    /// The try was right, so it does not count.
    ///
    /// @return the token by which who asked is known from now on
    synchronized String right(Asker asker, long nanos) {
        own.giveBack(budget(asker), nanos);
        if (isStranger(asker)) {
            all.giveBack(STRANGERS, nanos);
        }
        addresses.put(asker.address(), true);
        String token = asker.token().filter(tokens::containsKey).orElseGet(this::freshToken);
        tokens.put(token, true);
        return token;
    }

    private String freshToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
