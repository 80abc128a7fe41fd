package org.smartmeter.simulator.frontend;

/// Voltages and currents of any shape, as functions of time.
@FunctionalInterface
public interface AnalogueWave {

    /// Writes v1, i1, v2, i2, … at an instant; V and A.
    void at(double seconds, double[] channels);
}
