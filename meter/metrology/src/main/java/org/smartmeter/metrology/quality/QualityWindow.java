package org.smartmeter.metrology.quality;

import java.time.Instant;
import java.util.List;

/// What one window of 10 (50 Hz) or 12 (60 Hz) cycles says about the supply.
///
/// @param end of the window
/// @param seconds it lasted
/// @param flagged whether a dip, swell or interruption touched it (IEC 61000-4-30, 4.7)
/// @param f frequency, Hz; NaN where the window is not synchronised to a fundamental
/// @param phases one or three
/// @param symmetry of the three voltages; all NaN with one phase or without a fundamental
public record QualityWindow(
        Instant end,
        double seconds,
        boolean flagged,
        double f,
        List<PhaseQuality> phases,
        Symmetry symmetry)
        implements QualityResult {

    public QualityWindow {
        phases = List.copyOf(phases);
    }
}
