package org.smartmeter.device.display.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often each address may do something: some times at once, then once more after each while.
/// Times are a running clock's nanoseconds. Remembers a bounded number of addresses, the latest
/// ones. Not thread-safe.
final class AddressBudgets {

    static final int MOST_ADDRESSES = 256;

    private final int atOnce;
    private final Duration oneMoreAfter;
    private final Map<String, Budget> budgets =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Budget> eldest) {
                    return size() > MOST_ADDRESSES;
                }
            };

    private record Budget(double left, long at) {}

    AddressBudgets(int atOnce, Duration oneMoreAfter) {
        this.atOnce = atOnce;
        this.oneMoreAfter = oneMoreAfter;
    }

    /// Takes one, if there is one left.
    boolean take(String address, long nanos) {
        double left = left(address, nanos);
        budgets.put(address, new Budget(left < 1 ? left : left - 1, nanos));
        return left >= 1;
    }

    /// What was taken does not count.
    void giveBack(String address, long nanos) {
        double left = left(address, nanos);
        budgets.put(address, new Budget(Math.min(atOnce, left + 1), nanos));
    }

    /// Whether the next [#take] would find none.
    boolean isUsedUp(String address, long nanos) {
        return left(address, nanos) < 1;
    }

    private double left(String address, long nanos) {
        Budget known = budgets.getOrDefault(address, new Budget(atOnce, nanos));
        double gained = (double) (nanos - known.at) / oneMoreAfter.toNanos();
        return Math.min(atOnce, known.left + gained);
    }
}
