package org.smartmeter.metrology;

/// What turns one channel's ADC counts into volts or amperes: `value = gain · (count − offset)`,
/// taken `phaseSamples` later than it was sampled.
///
/// @param gain V or A per count, not zero; negative where the sensor sits the other way round
/// @param offset counts read at 0 V or 0 A. Real DC of the mains is kept, so only the front end's
/// own offset belongs here
/// @param phaseSamples how many samples this channel is late against the others, fractions allowed,
/// at most ±[#MOST_PHASE_SAMPLES]; at 8 kSa/s and 50 Hz one sample is 2.25°
public record ChannelCalibration(double gain, double offset, double phaseSamples) {

    public static final double MOST_PHASE_SAMPLES = 16;

    /// For samples that are volts and amperes already.
    public static final ChannelCalibration NONE = new ChannelCalibration(1, 0, 0);

    /// @throws IllegalArgumentException if a figure is not finite, the gain zero or the lateness
    /// too large
    public ChannelCalibration {
        if (!Double.isFinite(gain) || gain == 0) {
            throw new IllegalArgumentException("gain is " + gain + "; it is finite and not zero");
        }
        if (!Double.isFinite(offset)) {
            throw new IllegalArgumentException("offset is " + offset + "; it is finite");
        }
        if (!(Math.abs(phaseSamples) <= MOST_PHASE_SAMPLES)) {
            throw new IllegalArgumentException(
                    "phase is " + phaseSamples + " samples; at most ±" + MOST_PHASE_SAMPLES);
        }
    }

    double value(double count) {
        return gain * (count - offset);
    }
}
