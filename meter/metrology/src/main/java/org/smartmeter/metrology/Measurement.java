package org.smartmeter.metrology;

import java.util.List;
import java.util.OptionalDouble;

/// What the meter measured in one window, in the consumer's sign convention: positive active power
/// is import, positive reactive power is lagging.
///
/// @param seconds how long the window lasted; windows follow each other without gap or overlap
/// @param firstSample index of the first sample of the window, counted from the start of the stream
/// @param sampleCount whole samples in the window (its ends fall between samples)
/// @param synchronised whether the window is exactly 10 (at 50 Hz) or 12 (at 60 Hz) cycles of the
/// fundamental (IEC 61000-4-30). If not, it was cut by the clock, because there was no voltage or
/// the stream began or ended; `f` is then NaN and reactive figures are 0
/// @param phases one or three phases
/// @param p active power ΣP, W
/// @param q1 fundamental reactive power ΣQ1, var
/// @param s arithmetic apparent power ΣS, VA
/// @param pf ΣP / arithmetic S
/// @param sVector vector apparent power √((ΣP)² + (ΣQ1)²), VA
/// @param pfVector ΣP / vector S
/// @param f frequency, Hz
/// @param importWh energy of the window where ΣP > 0, Wh, else 0 (register 1.8.0)
/// @param exportWh energy of the window where ΣP < 0, Wh, else 0 (register 2.8.0)
/// @param varhByQuadrant reactive energy QI…QIV of the window by the signs of ΣP and ΣQ1, varh,
/// none negative; not to be changed
/// @param neutralAmperes current that comes back through the meter's neutral, A rms, of all
/// frequencies; empty where nothing measures it
public record Measurement(
        double seconds,
        long firstSample,
        int sampleCount,
        boolean synchronised,
        List<PhaseMeasurement> phases,
        double p,
        double q1,
        double s,
        double pf,
        double sVector,
        double pfVector,
        double f,
        double importWh,
        double exportWh,
        double[] varhByQuadrant,
        OptionalDouble neutralAmperes) {

    private static final double SECONDS_PER_HOUR = 3600;

    /// Derives totals and energies from the phases.
    public static Measurement of(
            double seconds,
            long firstSample,
            int sampleCount,
            boolean synchronised,
            List<PhaseMeasurement> phases) {
        double p = 0;
        double q1 = 0;
        double s = 0;
        for (PhaseMeasurement phase : phases) {
            p += phase.p();
            q1 += phase.q1();
            s += phase.s();
        }
        double sVector = Math.hypot(p, q1);
        double energy = p * seconds / SECONDS_PER_HOUR;
        double[] varh = new double[4];
        varh[Quadrant.of(p, q1).ordinal()] = Math.abs(q1) * seconds / SECONDS_PER_HOUR;
        return new Measurement(
                seconds,
                firstSample,
                sampleCount,
                synchronised,
                List.copyOf(phases),
                p,
                q1,
                s,
                PhaseMeasurement.powerFactor(p, s),
                sVector,
                PhaseMeasurement.powerFactor(p, sVector),
                phases.getFirst().f(),
                Math.max(energy, 0),
                Math.max(-energy, 0),
                varh,
                OptionalDouble.empty());
    }

    /// The same with what a current sensor around the neutral showed, A rms.
    public Measurement withNeutral(double amperes) {
        return withNeutral(OptionalDouble.of(amperes));
    }

    private Measurement withNeutral(OptionalDouble amperes) {
        return new Measurement(
                seconds,
                firstSample,
                sampleCount,
                synchronised,
                phases,
                p,
                q1,
                s,
                pf,
                sVector,
                pfVector,
                f,
                importWh,
                exportWh,
                varhByQuadrant,
                amperes);
    }

    /// The same load lasting another time: powers stay, energies are power × duration. For a
    /// simulation that lets one measured window stand for a stretch of constant load.
    public Measurement lasting(double otherSeconds) {
        return of(otherSeconds, firstSample, sampleCount, synchronised, phases)
                .withNeutral(neutralAmperes);
    }

    /// Net energy, Wh; positive is import.
    public double energyWh() {
        return importWh - exportWh;
    }

    public Quadrant quadrant() {
        return Quadrant.of(p, q1);
    }

    /// Imported energy of one phase alone, Wh (registers 21, 41, 61.8.0).
    public double phaseImportWh(int phase) {
        return Math.max(phases.get(phase).p(), 0) * seconds / SECONDS_PER_HOUR;
    }

    /// Exported energy of one phase alone, Wh (registers 22, 42, 62.8.0).
    public double phaseExportWh(int phase) {
        return Math.max(-phases.get(phase).p(), 0) * seconds / SECONDS_PER_HOUR;
    }
}
