package org.smartmeter.drivers.foreign;

/// Why nothing comes from a source, by the numbers of event 260.
public enum Trouble {
    CANNOT_BE_OPENED(1),
    LINE_IS_GONE(2),
    SILENT(3),
    UNREADABLE(4);

    private final int number;

    Trouble(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
