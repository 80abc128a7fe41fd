package org.smartmeter.simulator.frontend;

/// The converter of the model: TI ADS131M08, eight 24-bit delta-sigma channels sampled together,
/// data sheet SBAS950B (October 2019, revised February 2021). Gain 1, 8.192 MHz, oversampling 512,
/// that is 8 kSa/s per channel.
///
/// What the sheet states is taken as it stands; each figure below says where. Its table 6.5
/// (offset, gain, drifts, CMRR) was not to be had when the figures were checked: those stay
/// "assumed", drawn from ranges meant to be wider than good units have, so that the calibration
/// earns its keep. THD, −100 dB typical (section 1), is covered by the nonlinearity.
final class Ads131m08 {

    static final String NAME = "ADS131M08";

    /// ±1.2 V / gain with the internal reference of 1.2 V (section 8.3.4).
    static final double FULL_SCALE_VOLTS = 1.2;

    static final int BITS = 24;

    /// Samples per second at oversampling 1024, 512, 256, 128 and 8.192 MHz, and the noise there, V
    /// rms: table 7-1, typical at 25 °C, inputs shorted, gain 1. At 128 the noise of
    /// quantisation shows: it grows faster than the root of the rate.
    private static final double[] NOISE_RATES = {4_000, 8_000, 16_000, 32_000};

    private static final double[] NOISE_VOLTS = {5.35e-6, 7.56e-6, 10.68e-6, 21.31e-6};

    /// The decimation filter is a third-order sinc (section 8.3.7.1.2).
    static final int DECIMATION_ORDER = 3;

    /// Oversampling of the modulator.
    static final int OVERSAMPLING = 512;

    /// Section 1: −120 dB between channels, typical. With a board around it −110 dB is assumed.
    static final double CROSSTALK = 3.2e-6;

    /// Integral nonlinearity: 6 ppm of full scale typical for the same converter with four
    /// channels (ADS131M04, its maker's forum, thread 886908, which would take six times that for
    /// the most); up to two and a half times that is drawn.
    static final double NONLINEARITY = 15e-6;

    /// Gain error with the internal reference, assumed.
    static final double GAIN_TOLERANCE = 0.005;

    /// Gain drift with the internal reference per kelvin, assumed.
    static final double GAIN_PER_KELVIN = 20e-6;

    /// Input-referred offset, V, assumed.
    static final double OFFSET_VOLTS = 250e-6;

    /// Offset drift, V per kelvin, assumed.
    static final double OFFSET_VOLTS_PER_KELVIN = 1e-6;

    /// Between the sampling instants of two channels, s, assumed.
    static final double APERTURE_SECONDS = 30e-9;

    private Ads131m08() {}

    /// Noise at a data rate of 4 to 32 kSa/s, V rms; between two rates of the table along a power
    /// of the rate.
    static double noiseVolts(double rate) {
        int upper = 1;
        while (upper < NOISE_RATES.length - 1 && rate > NOISE_RATES[upper]) {
            upper++;
        }
        double low = NOISE_VOLTS[upper - 1];
        double octaves =
                Math.log(rate / NOISE_RATES[upper - 1])
                        / Math.log(NOISE_RATES[upper] / NOISE_RATES[upper - 1]);
        return low * Math.pow(NOISE_VOLTS[upper] / low, octaves);
    }
}
