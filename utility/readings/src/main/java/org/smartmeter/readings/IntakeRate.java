package org.smartmeter.readings;

/// The mean intake over the last ten seconds.
public record IntakeRate(
        double recordsPerSecond, double valuesPerSecond, double uploadsPerSecond) {}
