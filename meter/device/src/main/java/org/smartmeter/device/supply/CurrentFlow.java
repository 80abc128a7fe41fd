package org.smartmeter.device.supply;

import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;

/// What a window says about a switch that may be open: behind an open one nothing flows.
public enum CurrentFlow {
    /// Current flows, so supply can.
    FLOWS,
    /// None does: the switch is open, or nothing is switched on behind it.
    NONE,
    /// In between, or currents are not measured.
    UNDECIDED;

    /// 23 W, and far above the noise of any front end.
    private static final double FLOWS_AMPERES = 0.1;

    private static final double NONE_AMPERES = FLOWS_AMPERES / 2;

    /// By the phase that has most.
    public static CurrentFlow in(Measurement window) {
        double largest = largestAmperes(window);
        if (largest > FLOWS_AMPERES) {
            return FLOWS;
        }
        return largest < NONE_AMPERES ? NONE : UNDECIDED;
    }

    /// Current of the phase that has most, A; NaN if one is not measured.
    public static double largestAmperes(Measurement window) {
        return window.phases().stream().mapToDouble(PhaseMeasurement::iRms).max().orElse(0);
    }
}
