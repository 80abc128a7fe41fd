package org.smartmeter.simulator.frontend;

/// Where ADC counts come from, without end.
public interface SampleSource {

    /// Fills the first `count` frames of an array with counts of v1, i1, v2, i2, ….
    void fill(int[] frames, int count);
}
