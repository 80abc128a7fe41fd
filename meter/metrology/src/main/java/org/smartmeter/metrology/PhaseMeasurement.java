package org.smartmeter.metrology;

import org.smartmeter.metrology.quality.HarmonicContent;

/// What one phase did in one window.
///
/// @param uRms voltage, V, of all frequencies with DC
/// @param iRms current, A, of all frequencies with DC
/// @param uDc mean voltage, V
/// @param iDc mean current, A
/// @param p active power, W, of all harmonics; positive is import
/// @param q1 fundamental reactive power, var (IEEE 1459): U1·I1·sin(angle U1 − angle I1); 0 in a
/// window without a fundamental
/// @param s apparent power U·I, VA
/// @param pf power factor P/S with the sign of P; 0 where S is 0
/// @param f frequency of the mains in the window, Hz; NaN where there is no fundamental
/// @param thdU total harmonic distortion of the voltage as a ratio to the fundamental (IEC
/// 61000-4-7 subgroups, h = 2…50); NaN where harmonics were not asked for or there is no
/// fundamental
/// @param thdI the same of the current; NaN also where no current flows
/// @param harmonicsU subgroups as ratios to the fundamental, the first is h = 1; ends at the 50th
/// or at 0.45 · rate / f, whichever comes first; empty where not asked for
/// @param harmonicsI the same of the current
public record PhaseMeasurement(
        double uRms,
        double iRms,
        double uDc,
        double iDc,
        double p,
        double q1,
        double s,
        double pf,
        double f,
        double thdU,
        double thdI,
        double[] harmonicsU,
        double[] harmonicsI) {

    private static final double[] NOT_ASKED = {};

    /// A phase without harmonics; `s` and `pf` follow from the others.
    public static PhaseMeasurement of(
            double uRms, double iRms, double uDc, double iDc, double p, double q1, double f) {
        double s = uRms * iRms;
        return new PhaseMeasurement(
                uRms,
                iRms,
                uDc,
                iDc,
                p,
                q1,
                s,
                powerFactor(p, s),
                f,
                Double.NaN,
                Double.NaN,
                NOT_ASKED,
                NOT_ASKED);
    }

    /// The same, or no power where there is less than a load's.
    PhaseMeasurement withoutCreep(double leastVoltAmperes) {
        return Math.hypot(p, q1) >= leastVoltAmperes ? this : of(uRms, iRms, uDc, iDc, 0, 0, f);
    }

    PhaseMeasurement withHarmonics(HarmonicContent u, HarmonicContent i) {
        return new PhaseMeasurement(
                uRms,
                iRms,
                uDc,
                iDc,
                p,
                q1,
                s,
                pf,
                f,
                u.distortion(),
                i.distortion(),
                u.ratios(),
                i.ratios());
    }

    static double powerFactor(double p, double s) {
        return s > 0 ? p / s : 0;
    }
}
