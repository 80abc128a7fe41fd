package org.smartmeter.device.display.http;

import java.util.LinkedHashMap;
import java.util.Map;

/// How many requests an address may make: a page's worth at once, then a few each second. Times are
/// a running clock's nanoseconds. Remembers a bounded number of addresses, the latest ones.
final class RequestBudget {

    static final int AT_ONCE = 60;
    static final int PER_SECOND = 10;

    private static final int MOST_ADDRESSES = 256;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<String, Budget> budgets =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Budget> eldest) {
                    return size() > MOST_ADDRESSES;
                }
            };

    private record Budget(double left, long at) {}

    synchronized boolean take(String address, long nanos) {
        Budget known = budgets.getOrDefault(address, new Budget(AT_ONCE, nanos));
        double gained = (nanos - known.at) / NANOS_PER_SECOND * PER_SECOND;
        double left = Math.min(AT_ONCE, known.left + gained);
        budgets.put(address, new Budget(left < 1 ? left : left - 1, nanos));
        return left >= 1;
    }
}
