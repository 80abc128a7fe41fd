package org.smartmeter.metrology;

import java.util.Collections;
import java.util.List;

/// All that was found out about one meter's analogue front end when it was calibrated.
///
/// @param channels one per channel, in the order v1, i1, v2, i2, v3, i3
/// @param crosstalk between them; empty where it is not known
/// @param clock of the sampling
/// @param referenceCelsius the temperature at which the coefficients hold as they stand
public record Calibration(
        List<ChannelCalibration> channels,
        List<Crosstalk> crosstalk,
        ClockCalibration clock,
        double referenceCelsius) {

    /// Reference temperature of IEC 62053-21 and -22, °C.
    public static final double REFERENCE_CELSIUS = 23;

    /// @throws IllegalArgumentException if crosstalk names a channel that is not there
    public Calibration {
        channels = List.copyOf(channels);
        crosstalk = List.copyOf(crosstalk);
        for (Crosstalk pair : crosstalk) {
            if (Math.max(pair.from(), pair.to()) >= channels.size()) {
                throw new IllegalArgumentException(
                        "crosstalk from channel "
                                + pair.from()
                                + " to "
                                + pair.to()
                                + " of "
                                + channels.size());
            }
        }
        if (!Double.isFinite(referenceCelsius)) {
            throw new IllegalArgumentException(
                    "reference temperature is " + referenceCelsius + " °C; it is finite");
        }
    }

    /// Channels alone, a clock that is right.
    public static Calibration of(List<ChannelCalibration> channels) {
        return new Calibration(channels, List.of(), ClockCalibration.NONE, REFERENCE_CELSIUS);
    }

    /// For samples that are volts and amperes already.
    public static Calibration none(int channels) {
        return of(Collections.nCopies(channels, ChannelCalibration.NONE));
    }
}
