package org.smartmeter.metrology.quality;

/// One phase in a window or interval.
///
/// @param uRms voltage, V
/// @param iRms current, A
/// @param u voltage by frequency, V
/// @param i current by frequency, A
public record PhaseQuality(double uRms, double iRms, HarmonicContent u, HarmonicContent i) {}
