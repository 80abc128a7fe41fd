package org.smartmeter.device.tariff;

import java.util.List;

/// The rates of a day by the wall clock.
///
/// @param switches 1…48, in rising order, the first at midnight
public record DayProfile(List<RateSwitch> switches) {

    private static final int MOST_SWITCHES = 48;

    /// @throws IllegalArgumentException if the switches are not so
    public DayProfile {
        switches = List.copyOf(switches);
        if (switches.isEmpty() || switches.size() > MOST_SWITCHES) {
            throw new IllegalArgumentException(
                    "a day has 1…" + MOST_SWITCHES + " switches, not " + switches.size());
        }
        if (switches.getFirst().minute() != 0) {
            throw new IllegalArgumentException(
                    "a day's first switch is at minute 0, not " + switches.getFirst().minute());
        }
        for (int i = 1; i < switches.size(); i++) {
            if (switches.get(i).minute() <= switches.get(i - 1).minute()) {
                throw new IllegalArgumentException(
                        "a day's switches rise, but "
                                + switches.get(i).minute()
                                + " follows "
                                + switches.get(i - 1).minute());
            }
        }
    }

    int rateAt(int minute) {
        int rate = switches.getFirst().rate();
        for (RateSwitch each : switches) {
            if (each.minute() > minute) {
                break;
            }
            rate = each.rate();
        }
        return rate;
    }
}
