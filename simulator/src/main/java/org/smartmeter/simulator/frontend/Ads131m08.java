package org.smartmeter.simulator.frontend;

/// The converter of the model: TI ADS131M08, eight 24-bit delta-sigma channels sampled together,
/// data sheet SBAS950B (October 2019, revised February 2021). Gain 1, 8.192 MHz, oversampling 512,
/// that is 8 kSa/s per channel.
///
/// What the sheet states is taken as it stands. Errors that a calibration removes are drawn from
/// ranges wider than good units have, marked "assumed", so that the calibration earns its keep.
final class Ads131m08 {

    static final String NAME = "ADS131M08";

    /// ±1.2 V / gain (section 8.3.4; internal reference of 1.2 V).
    static final double FULL_SCALE_VOLTS = 1.2;

    static final int BITS = 24;

    /// Table 7-1, typical: 7.56 µV rms, inputs shorted, gain 1, oversampling 512.
    static final double NOISE_VOLTS_AT_8_KSPS = 7.56e-6;

    static final double NOISE_RATE = 8_000;

    /// The decimation filter is a third-order sinc (section 8.3.7.1.2).
    static final int DECIMATION_ORDER = 3;

    /// Oversampling of the modulator.
    static final int OVERSAMPLING = 512;

    /// Section 1: −120 dB between channels, typical. With a board around it −110 dB is assumed.
    static final double CROSSTALK = 3.2e-6;

    /// Integral nonlinearity: 6 ppm of full scale typical for the same converter with four
    /// channels (ADS131M04, as discussed by its maker's support); up to two and a half times that
    /// is drawn.
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

    /// Noise at another data rate: its density stays (Table 7-1: √2 less at half the rate).
    static double noiseVolts(double rate) {
        return NOISE_VOLTS_AT_8_KSPS * Math.sqrt(rate / NOISE_RATE);
    }
}
