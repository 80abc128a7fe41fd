package org.smartmeter.device.quality;

/// A quality of the supply with a limit of EN 50160. The number stands in events.
enum Quality {
    VOLTAGE_LOW(1, false),
    VOLTAGE_HIGH(2, true),
    FREQUENCY_LOW(3, false),
    FREQUENCY_HIGH(4, true),
    DISTORTION(5, true),
    UNBALANCE(6, true),
    FLICKER(7, true);

    private final int number;
    private final boolean upper;

    Quality(int number, boolean upper) {
        this.number = number;
        this.upper = upper;
    }

    int number() {
        return number;
    }

    /// Whether a value is beyond a limit; one that is not a number is not.
    boolean isBeyond(double value, double limit) {
        return upper ? value > limit : value < limit;
    }

    double worse(double a, double b) {
        return upper ? Math.max(a, b) : Math.min(a, b);
    }
}
