package org.smartmeter.metrology;

/// What turns one channel's ADC counts into volts or amperes: `value = gain · (count − offset)`,
/// taken `phaseSamples` later than it was sampled.
///
/// @param gain V or A per count at the reference temperature, not zero; negative where the sensor
/// sits the other way round
/// @param offset counts read at 0 V or 0 A. Real DC of the mains is kept, so only the front end's
/// own offset belongs here
/// @param phaseSamples how many samples this channel is late against the others, fractions
/// allowed, at most ±[#MOST_PHASE_SAMPLES]; at 8 kSa/s and 50 Hz one sample is 2.25°
/// @param temperatureCoefficient by which share the gain has to rise per kelvin above the
/// reference temperature
/// @param magnetisation of a current transformer
/// @param noiseRms the front end's own noise, V or A rms, whose power is taken off the squares of
/// voltage and current. Power needs none of it: noises of two channels do not correlate
public record ChannelCalibration(
        double gain,
        double offset,
        double phaseSamples,
        double temperatureCoefficient,
        Magnetisation magnetisation,
        double noiseRms) {

    public static final double MOST_PHASE_SAMPLES = 16;
    public static final double MOST_PER_KELVIN = 0.01;

    /// For samples that are volts and amperes already.
    public static final ChannelCalibration NONE = new ChannelCalibration(1, 0, 0);

    /// @throws IllegalArgumentException if a figure is not finite or outside its range
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
        if (!(Math.abs(temperatureCoefficient) <= MOST_PER_KELVIN)) {
            throw new IllegalArgumentException(
                    "temperature coefficient is "
                            + temperatureCoefficient
                            + " per kelvin; at most ±"
                            + MOST_PER_KELVIN);
        }
        if (!(noiseRms >= 0) || Double.isInfinite(noiseRms)) {
            throw new IllegalArgumentException(
                    "noise is " + noiseRms + "; it is finite and not negative");
        }
    }

    /// A channel that does not change with temperature, without transformer and noise.
    public ChannelCalibration(double gain, double offset, double phaseSamples) {
        this(gain, offset, phaseSamples, 0, Magnetisation.NONE, 0);
    }

    /// Gain at another temperature.
    public double gainAt(double kelvinAboveReference) {
        return gain * (1 + temperatureCoefficient * kelvinAboveReference);
    }
}
