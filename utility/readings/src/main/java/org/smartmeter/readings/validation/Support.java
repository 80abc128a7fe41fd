package org.smartmeter.readings.validation;

/// A believed register at an instant.
///
/// @param time ms; moved to the end of its interval where it lies within the tolerance of one
/// @param register mWh, unrolled where it rolled over
/// @param sample which of the samples it is
/// @param stretch number of the unbroken stretch of the register; energy is a difference within one
record Support(long time, long register, int sample, int stretch) {

    Support inStretch(int number) {
        return new Support(time, register, sample, number);
    }

    Support raisedBy(long offset) {
        return new Support(time, Math.addExact(register, offset), sample, stretch);
    }
}
