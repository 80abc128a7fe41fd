package org.smartmeter.device.display.http;

import java.time.Duration;

/// How many requests an address may make: a page's worth at once, then a few each second. Times are
/// a running clock's nanoseconds. Thread-safe.
final class RequestBudget {

    static final int AT_ONCE = 60;
    static final int PER_SECOND = 10;

    private final AddressBudgets budgets =
            new AddressBudgets(AT_ONCE, Duration.ofSeconds(1).dividedBy(PER_SECOND));

    synchronized boolean take(String address, long nanos) {
        return budgets.take(address, nanos);
    }
}
