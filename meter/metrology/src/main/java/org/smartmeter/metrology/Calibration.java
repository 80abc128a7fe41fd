package org.smartmeter.metrology;

import java.util.Collections;
import java.util.List;

/// All that was found out about one meter's analogue front end when it was calibrated.
///
/// @param channels one per channel, in the order v1, i1, v2, i2, v3, i3; where there is one more,
/// it is the current of the neutral
/// @param crosstalk between them; empty where it is not known
/// @param clock of the sampling
/// @param decimationOrder order of the converter's sinc filter, whose droop towards half the
/// sampling rate is lifted: 3 for most delta-sigma converters, 0 where there is none
/// @param creepVoltAmperes below this a phase carries no load and registers nothing: half of
/// starting current · nominal voltage, VA of active and fundamental reactive power together; 0
/// where every reading counts
/// @param referenceCelsius the temperature at which the coefficients hold as they stand
public record Calibration(
        List<ChannelCalibration> channels,
        List<Crosstalk> crosstalk,
        ClockCalibration clock,
        int decimationOrder,
        double creepVoltAmperes,
        double referenceCelsius) {

    /// Reference temperature of IEC 62053-21 and -22, °C.
    public static final double REFERENCE_CELSIUS = 23;

    public static final int MOST_DECIMATION_ORDER = 5;

    /// @throws IllegalArgumentException if crosstalk names a channel that is not there, or a
    /// figure is outside its range
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
        if (decimationOrder < 0 || decimationOrder > MOST_DECIMATION_ORDER) {
            throw new IllegalArgumentException(
                    "decimation filter of order "
                            + decimationOrder
                            + "; it is 0…"
                            + MOST_DECIMATION_ORDER);
        }
        if (!(creepVoltAmperes >= 0) || Double.isInfinite(creepVoltAmperes)) {
            throw new IllegalArgumentException(
                    "creep threshold is " + creepVoltAmperes + " VA; it is finite, not negative");
        }
        if (!Double.isFinite(referenceCelsius)) {
            throw new IllegalArgumentException(
                    "reference temperature is " + referenceCelsius + " °C; it is finite");
        }
    }

    /// How many phases it is of.
    public int phases() {
        return channels.size() / 2;
    }

    /// Whether the last channel is the current of the neutral.
    public boolean hasNeutral() {
        return channels.size() % 2 == 1;
    }

    /// Channels alone, a clock that is right.
    public static Calibration of(List<ChannelCalibration> channels) {
        return new Calibration(channels, List.of(), ClockCalibration.NONE, 0, 0, REFERENCE_CELSIUS);
    }

    /// For samples that are volts and amperes already.
    public static Calibration none(int channels) {
        return of(Collections.nCopies(channels, ChannelCalibration.NONE));
    }
}
