package org.smartmeter.drivers.adc;

import java.util.List;

/// How the converter is set.
///
/// @param oversampling 512 or 1,024: with its clock of 8.192 MHz 8,000 or 4,000 samples a second
/// @param gains of channels 0 to 3, each a power of two up to 128; full scale is ±1.2 V / gain
record AdcSettings(int oversampling, List<Integer> gains) {

    private static final int MODULATOR_HZ = 4_096_000;
    private static final int MOST_GAIN = 128;

    AdcSettings {
        gains = List.copyOf(gains);
        if (oversampling != 512 && oversampling != 1_024) {
            throw new IllegalArgumentException("oversampling of " + oversampling);
        }
        if (gains.size() != AdcFrame.CHANNELS) {
            throw new IllegalArgumentException(gains.size() + " gains for four channels");
        }
        for (int gain : gains) {
            if (gain < 1 || gain > MOST_GAIN || Integer.bitCount(gain) != 1) {
                throw new IllegalArgumentException(
                        "a gain of " + gain + "; it is a power of two up to " + MOST_GAIN);
            }
        }
    }

    static AdcSettings ofRate(int samplesPerSecond, List<Integer> gains) {
        return new AdcSettings(MODULATOR_HZ / samplesPerSecond, gains);
    }

    double rate() {
        return (double) MODULATOR_HZ / oversampling;
    }

    /// CLOCK (03h): all channels on, oversampling in bits 4 to 2 as 128 · 2ⁿ, high resolution.
    int clock() {
        int n = Integer.numberOfTrailingZeros(oversampling / 128);
        return 0x0f00 | n << 2 | 0b10;
    }

    /// GAIN1 (04h): of each channel the power of two, four bits apart.
    int gain() {
        int register = 0;
        for (int channel = 0; channel < AdcFrame.CHANNELS; channel++) {
            register |= Integer.numberOfTrailingZeros(gains.get(channel)) << 4 * channel;
        }
        return register;
    }
}
