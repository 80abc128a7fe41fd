package org.smartmeter.device.tariff;

/// From this minute of the wall clock on, until the next switch of the day, a rate counts.
///
/// @param minute of the day, 0…1,439
/// @param rate 1…8
public record RateSwitch(int minute, int rate) {

    private static final int LAST_MINUTE = 1_439;

    /// @throws IllegalArgumentException if a number is outside its limits
    public RateSwitch {
        if (minute < 0 || minute > LAST_MINUTE) {
            throw new IllegalArgumentException("a switch is at minute 0…1439, not " + minute);
        }
        Rate.checked(rate);
    }
}
