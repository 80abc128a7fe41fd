package org.smartmeter.metrology.calibration;

/// How the voltages of a bench stand to each other.
public enum Sequence {
    /// L1, L2, L3 follow each other by 120°.
    FORWARD(-1),
    /// L1, L3, L2.
    REVERSED(1),
    /// All in phase, as on a bench for single-phase meters.
    PARALLEL(0);

    private final int turn;

    Sequence(int turn) {
        this.turn = turn;
    }

    /// Angle of a phase's voltage against the first, radians.
    public double radians(int phase) {
        return turn * phase * 2 * Math.PI / 3;
    }
}
