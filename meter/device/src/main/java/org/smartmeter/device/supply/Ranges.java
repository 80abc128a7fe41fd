package org.smartmeter.device.supply;

/// Checks numbers of orders and settings.
final class Ranges {

    private Ranges() {}

    static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", not " + least + "…" + most);
        }
    }
}
