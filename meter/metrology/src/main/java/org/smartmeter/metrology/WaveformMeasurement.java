package org.smartmeter.metrology;

/// Measures a whole recording at once: from the first to the last positive-going zero crossing of
/// the fundamental of the first voltage, whole cycles.
public final class WaveformMeasurement {

    private WaveformMeasurement() {}

    /// @param v volts, `v[phase][sample]`, one or three phases of equal length
    /// @param i amperes, the same shape
    /// @param rate samples per second
    /// @param nominalHz 50 or 60
    /// @return the measurement with harmonics; `firstSample` and `sampleCount` say what was covered
    /// @throws IllegalArgumentException if the shapes differ, a sample is not finite, or there is
    /// no fundamental of which one whole cycle could be measured; the message says which
    public static Measurement measure(double[][] v, double[][] i, double rate, int nominalHz) {
        throw new IllegalArgumentException("no whole cycle of a fundamental in the recording");
    }
}
