package org.smartmeter.metrology.quality;

/// Something found about the quality of the supply.
public sealed interface QualityResult
        permits QualityWindow, QualityInterval, FrequencyReading, VoltageEvent {}
