package org.smartmeter.device.tariff;

/// The rates that a meter can count, by number.
public final class Rate {

    /// The highest number of a rate; the lowest is 1.
    public static final int HIGHEST = 8;

    /// What counts without a calendar.
    public static final int WITHOUT_CALENDAR = 1;

    private Rate() {}

    static int checked(int rate) {
        if (rate < 1 || rate > HIGHEST) {
            throw new IllegalArgumentException("a rate is 1…" + HIGHEST + ", not " + rate);
        }
        return rate;
    }
}
