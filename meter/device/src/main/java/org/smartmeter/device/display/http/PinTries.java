package org.smartmeter.device.display.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often a PIN may be tried: from each address a few times at once, then one try in half a
/// minute. Since an address on a home's network is easily changed, all strangers together have a
/// budget too: six digits would take them half a year. An address that has proved the PIN is no
/// stranger, so nobody else can use up its tries; those in the home who never did may be kept
/// waiting, but not from the meter's own button. Times are a running clock's nanoseconds.
/// Thread-safe; knows a bounded number of addresses, and none any more after a start.
final class PinTries {

    static final int AT_ONCE = 5;
    static final int STRANGERS_AT_ONCE = 20;
    static final Duration ONE_MORE_AFTER = Duration.ofSeconds(30);
    static final int MOST_KNOWN = 32;

    private static final String STRANGERS = "strangers";

    private final AddressBudgets own = new AddressBudgets(AT_ONCE, ONE_MORE_AFTER);
    private final AddressBudgets all = new AddressBudgets(STRANGERS_AT_ONCE, ONE_MORE_AFTER);
    private final Map<String, Boolean> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > MOST_KNOWN;
                }
            };
    private int wrong;

    /// Takes a try, if there is one left for the address.
    synchronized boolean take(String address, long nanos) {
        boolean stranger = !known.containsKey(address);
        if (stranger && !all.take(STRANGERS, nanos)) {
            return false;
        }
        if (own.take(address, nanos)) {
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
    synchronized int wrong(String address, long nanos) {
        wrong++;
        boolean stranger = !known.containsKey(address);
        if (!own.isUsedUp(address, nanos) && !(stranger && all.isUsedUp(STRANGERS, nanos))) {
            return 0;
        }
        int told = wrong;
        wrong = 0;
        return told;
    }

    /// The try was right, so it does not count.
    synchronized void right(String address, long nanos) {
        own.giveBack(address, nanos);
        if (known.put(address, true) == null) {
            all.giveBack(STRANGERS, nanos);
        }
    }
}
