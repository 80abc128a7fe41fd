package org.smartmeter.simulator.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.smartmeter.metrology.Calibration;

/// One unit of a design, as it came out of production: every part drawn, evenly, from its
/// tolerance.
///
/// Tolerances of the converter are in [Ads131m08]. The others are of common parts and assumed:
/// divider 0.5 % and 15 ppm/K; burden 0.1 % and 10 ppm/K; transformer 0.5 %, corner ±15 % and 0.33
/// %/K ± 10 % (its copper), bending up to 1 % up to the greatest current, of which 0.05 % in a way
/// that no calibration here knows; filter 1 kΩ and 1 nF, 5 %; crystal ±30 ppm, ±0.3 ppm/K and the
/// cubic of an AT cut, 10⁻¹⁰/K³; thermometer ±1 K and ±1 %.
public final class FrontEndUnit {

    private static final double FILTER_SECONDS = 1e-6;
    private static final double DIVIDER_DELAY_SECONDS = 1e-6;
    private static final double BENT_DRIFT = 5e-8;
    private static final double CUBIC_PER_KELVIN = 1e-10;

    private final FrontEndDesign design;
    private final List<ChannelUnit> channels = new ArrayList<>();

    /// `crosstalk[to][from]`: converter volts per converter volt.
    private final double[][] crosstalk;

    /// The same per rate of change, seconds.
    private final double[][] slopeSeconds;

    private final double clockExcess;
    private final double clockPerKelvin;
    private final double thermometerOffset;
    private final double thermometerSlope;

    /// @param seed of the unit; the same seed is the same unit
    public FrontEndUnit(FrontEndDesign design, long seed) {
        this.design = design;
        RandomGenerator random = Seeds.generator(seed, 0);
        for (int phase = 0; phase < design.phases(); phase++) {
            channels.add(divider(random));
            channels.add(transformer(random));
        }
        if (design.neutral()) {
            channels.add(transformer(random));
        }
        int count = design.channels();
        crosstalk = new double[count][count];
        slopeSeconds = new double[count][count];
        double slope = Ads131m08.CROSSTALK / (2 * Math.PI * design.nominalHz());
        for (int to = 0; to < count; to++) {
            for (int from = 0; from < count; from++) {
                double angle = Math.PI * random.nextDouble();
                double size = even(random, 1);
                if (from != to) {
                    crosstalk[to][from] = Ads131m08.CROSSTALK * size * Math.cos(angle);
                    slopeSeconds[to][from] = slope * size * Math.sin(angle);
                }
            }
        }
        clockExcess = even(random, 30e-6);
        clockPerKelvin = even(random, 0.3e-6);
        thermometerOffset = even(random, 1);
        thermometerSlope = even(random, 0.01);
    }

    private ChannelUnit divider(RandomGenerator random) {
        double gain = (1 + even(random, 0.005)) * (1 + even(random, Ads131m08.GAIN_TOLERANCE));
        return new ChannelUnit(
                design.voltsPerVolt() * gain,
                even(random, 15e-6) + even(random, Ads131m08.GAIN_PER_KELVIN),
                even(random, BENT_DRIFT),
                FILTER_SECONDS * (1 + even(random, 0.05)),
                DIVIDER_DELAY_SECONDS * random.nextDouble()
                        + even(random, Ads131m08.APERTURE_SECONDS),
                0,
                0,
                0,
                0,
                1,
                even(random, Ads131m08.OFFSET_VOLTS),
                even(random, Ads131m08.OFFSET_VOLTS_PER_KELVIN),
                bending(random),
                bending(random));
    }

    private ChannelUnit transformer(RandomGenerator random) {
        double gain =
                (1 + even(random, 0.001))
                        * (1 + even(random, 0.005))
                        * (1 + even(random, Ads131m08.GAIN_TOLERANCE));
        return new ChannelUnit(
                design.voltsPerAmpere() * gain,
                even(random, 10e-6) + even(random, Ads131m08.GAIN_PER_KELVIN),
                even(random, BENT_DRIFT),
                FILTER_SECONDS * (1 + even(random, 0.05)),
                even(random, Ads131m08.APERTURE_SECONDS),
                design.cornerHz() * (1 + even(random, 0.15)),
                0.0033 * (1 + even(random, 0.1)),
                even(random, 0.01),
                even(random, 0.0005),
                design.greatestFlux(),
                even(random, Ads131m08.OFFSET_VOLTS),
                even(random, Ads131m08.OFFSET_VOLTS_PER_KELVIN),
                bending(random),
                bending(random));
    }

    /// A cubic that leaves the straight line by at most the converter's nonlinearity: its greatest
    /// value is 2/√27 of its factor.
    private static double bending(RandomGenerator random) {
        return even(random, Ads131m08.NONLINEARITY * Math.sqrt(27) / 2 / 2);
    }

    private static double even(RandomGenerator random, double most) {
        return most * (2 * random.nextDouble() - 1);
    }

    public FrontEndDesign design() {
        return design;
    }

    /// What the meter's own thermometer says.
    public double thermometerCelsius(double celsius) {
        double kelvin = celsius - Calibration.REFERENCE_CELSIUS;
        return celsius + thermometerOffset + thermometerSlope * kelvin;
    }

    /// The counts of a load that stays as it is.
    ///
    /// @param celsius true temperature of the unit
    /// @param run number of the run; another number is other noise
    public SampleSource samples(SteadyLoad load, double celsius, long run) {
        return new SteadySampler(this, load, celsius, Seeds.generator(run, 1));
    }

    /// The counts of a wave of any shape, computed at every sample of the converter's modulator.
    public SampleSource samples(AnalogueWave wave, double celsius, long run) {
        return new OversampledSampler(this, wave, celsius, Seeds.generator(run, 2));
    }

    ChannelUnit channel(int channel) {
        return channels.get(channel);
    }

    double crosstalk(int to, int from) {
        return crosstalk[to][from];
    }

    double slopeSeconds(int to, int from) {
        return slopeSeconds[to][from];
    }

    /// True seconds between two samples.
    double period(double celsius) {
        double kelvin = celsius - Calibration.REFERENCE_CELSIUS;
        double excess =
                clockExcess + clockPerKelvin * kelvin + CUBIC_PER_KELVIN * Math.pow(kelvin, 3);
        return 1 / (design.rate() * (1 + excess));
    }

    static double kelvin(double celsius) {
        return celsius - Calibration.REFERENCE_CELSIUS;
    }
}
