package org.smartmeter.device.quality;

/// What a supply must keep to (EN 50160, low voltage). The standard asks it of 95 % of a week's
/// values (frequency: 99.5 % of a year's) and allows more in the rest; here every value beyond is
/// told, and judging the week is left to who reads the events.
///
/// @param volts declared voltage, of which 10 minutes' mean may differ by 10 %
/// @param hertz nominal frequency, of which 10 seconds' mean may differ by 1 %
public record QualityLimits(double volts, double hertz) {

    public static final QualityLimits EUROPEAN = new QualityLimits(230, 50);

    private static final double VOLTAGE_SHARE = 0.10;
    private static final double FREQUENCY_SHARE = 0.01;
    private static final double DISTORTION_PERCENT = 8;
    private static final double UNBALANCE_PERCENT = 2;
    private static final double LONG_TERM_FLICKER = 1;

    double of(Quality quality) {
        return switch (quality) {
            case VOLTAGE_LOW -> volts * (1 - VOLTAGE_SHARE);
            case VOLTAGE_HIGH -> volts * (1 + VOLTAGE_SHARE);
            case FREQUENCY_LOW -> hertz * (1 - FREQUENCY_SHARE);
            case FREQUENCY_HIGH -> hertz * (1 + FREQUENCY_SHARE);
            case DISTORTION -> DISTORTION_PERCENT;
            case UNBALANCE -> UNBALANCE_PERCENT;
            case FLICKER -> LONG_TERM_FLICKER;
        };
    }
}
