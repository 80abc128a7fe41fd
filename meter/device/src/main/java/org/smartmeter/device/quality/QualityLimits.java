package org.smartmeter.device.quality;

import org.smartmeter.device.Configuration;
import org.smartmeter.device.Setting;
import org.smartmeter.metrology.quality.Lamp;
import org.smartmeter.metrology.quality.QualitySettings;

/// What a supply must keep to (EN 50160, low voltage). The standard asks it of 95 % of a week's
/// values (frequency: 99.5 % of a year's) and allows more in the rest; here every value beyond is
/// told, and judging the week is left to who reads the events.
///
/// Keys of a meter's configuration:
///
/// - `supply.voltage`: U_din of a phase to neutral, V; 230 where it is not said
/// - `supply.frequency`: 50 or 60 Hz; 50 where it is not said
///
/// @param volts declared voltage, of which 10 minutes' mean may differ by 10 %
/// @param hertz nominal frequency, of which 10 seconds' mean may differ by 1 %
public record QualityLimits(double volts, int hertz) {

    public static final QualityLimits EUROPEAN = new QualityLimits(230, 50);

    private static final double VOLTAGE_SHARE = 0.10;
    private static final double FREQUENCY_SHARE = 0.01;
    private static final double DISTORTION_PERCENT = 8;
    private static final double UNBALANCE_PERCENT = 2;
    private static final double LONG_TERM_FLICKER = 1;

    /// From the secondary of a voltage transformer, 100 V / √3, to networks of 690 / 400 V.
    private static final double LEAST_VOLTS = 50;

    private static final double MOST_VOLTS = 500;

    /// Where networks of 100 to 127 V end and those of 220 to 240 V begin, between which IEC
    /// 61000-4-15 has a lamp of its own for each.
    private static final double LAMPS_PART_AT_VOLTS = 170;

    /// @throws org.smartmeter.device.BadConfigurationException if it is no supply that a meter of
    /// low voltage meets
    public static QualityLimits read(Configuration configuration) {
        return new QualityLimits(
                configuration
                        .take("supply.voltage")
                        .map(setting -> setting.decimal(LEAST_VOLTS, MOST_VOLTS))
                        .orElse(EUROPEAN.volts),
                configuration
                        .take("supply.frequency")
                        .map(QualityLimits::frequency)
                        .orElse(EUROPEAN.hertz));
    }

    private static int frequency(Setting setting) {
        return switch (setting.value()) {
            case "50" -> 50;
            case "60" -> 60;
            default ->
                    throw setting.refused(
                            setting.key() + " is 50 or 60, not '" + setting.value() + "'");
        };
    }

    /// What the metrology is told of this supply.
    public QualitySettings settings() {
        return new QualitySettings(volts, volts < LAMPS_PART_AT_VOLTS ? Lamp.V120 : Lamp.V230);
    }

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
