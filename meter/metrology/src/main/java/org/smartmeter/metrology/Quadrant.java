package org.smartmeter.metrology;

/// Where active and reactive power point (IEC 62053-23, annex C): the ordinal is the quadrant's
/// number less one.
public enum Quadrant {
    /// Import, lagging: P ≥ 0, Q ≥ 0.
    QI,
    /// Export, P < 0, Q ≥ 0.
    QII,
    /// Export, P < 0, Q < 0.
    QIII,
    /// Import, leading: P ≥ 0, Q < 0.
    QIV;

    public static Quadrant of(double p, double q1) {
        if (q1 >= 0) {
            return p >= 0 ? QI : QII;
        }
        return p >= 0 ? QIV : QIII;
    }
}
