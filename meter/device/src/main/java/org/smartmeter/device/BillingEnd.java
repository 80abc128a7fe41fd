package org.smartmeter.device;

/// Why a billing period ended; the number is that of the event.
enum BillingEnd {
    BY_CALENDAR(1),
    BY_ORDER(2);

    private final int number;

    BillingEnd(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
