package org.smartmeter.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.smartmeter.benchmarks.BenchmarkResult.Row;
import org.smartmeter.simulator.frontend.FrontEndDesign;

/// Pulsed and dimmed currents of the kind on which approved meters read −46…+582 % (Leferink,
/// Keyer, Melentjev, University of Twente, 2017), and the waves of the standards that are no sums
/// of a few sinusoids. Every analogue step is computed; the reference is the mean of v · i before
/// any filter.
final class PulsedCurrents implements Tests {

    private static final int UNITS = 2;
    private static final double SECONDS = 2;
    private static final double MOST_PERCENT = 0.5;
    private static final double SLOW = 0.1e6;
    private static final double FAST = 1e6;

    private final Influence oddHarmonics =
            new Influence("odd harmonics, fired at 90°, 0.5 I_n", Double.NaN, 3);
    private final Influence subHarmonics =
            new Influence("sub-harmonics, two cycles on, two off, 0.5 I_n", 0.6, 3);
    private final Influence direct =
            new Influence("direct current and even harmonics, half wave, I_max/√2", Double.NaN, 3);

    @Override
    public List<Row> run(Laboratory laboratory) throws InterruptedException {
        FrontEndDesign design = laboratory.singlePhase().getFirst().design();
        List<Row> rows = new ArrayList<>();
        for (PulsedCurrent wave : waves(design)) {
            String name =
                    String.format(
                            Locale.ROOT, "%s, crest factor %.1f", wave.name(), wave.crestFactor());
            double[] worst = worst(laboratory, wave);
            rows.add(Row.of(name, worst[0], "%").beside("naive", worst[1]).atMost(MOST_PERCENT));
        }
        rows.addAll(influences(laboratory, design));
        return rows;
    }

    private List<PulsedCurrent> waves(FrontEndDesign design) {
        double u = design.nominalVolts();
        double f = design.nominalHz();
        double resistive = Math.sqrt(2) * design.nominalAmperes();
        List<PulsedCurrent> waves = new ArrayList<>();
        for (int degrees : new int[] {45, 90, 135}) {
            double fired = Math.toRadians(degrees);
            String name = "dimmed at " + degrees + "°, ";
            waves.add(PulsedCurrent.phaseFired(name + "0.1 A/µs", u, f, resistive, fired, SLOW));
            waves.add(PulsedCurrent.phaseFired(name + "1 A/µs", u, f, resistive, fired, FAST));
        }
        double top = Math.PI / 2;
        waves.add(PulsedCurrent.pulses("pulses of 1 ms", u, f, 30, top, 1e-3, SLOW));
        waves.add(PulsedCurrent.pulses("pulses of 0.5 ms", u, f, 20, top, 0.5e-3, SLOW));
        waves.add(PulsedCurrent.pulses("pulses of 0.3 ms", u, f, 20, top, 0.3e-3, FAST));
        waves.add(PulsedCurrent.pulses("pulses of 0.1 ms", u, f, 20, top, 0.1e-3, FAST));
        waves.add(PulsedCurrent.pulses("pulses of 0.1 ms", u, f, 5, top, 0.1e-3, SLOW));
        waves.add(PulsedCurrent.pulses("pulses of 0.2 ms at 30°", u, f, 20, top / 3, 2e-4, FAST));
        waves.add(
                PulsedCurrent.pulses(
                        "pulses of 0.2 ms at 150°", u, f, 20, 5 * top / 3, 2e-4, FAST));
        return waves;
    }

    private static double[] worst(Laboratory laboratory, PulsedCurrent wave)
            throws InterruptedException {
        laboratory.tell(wave.name());
        double watts = wave.watts();
        List<Outcome> outcomes =
                laboratory.each(
                        laboratory.someSinglePhase(UNITS), unit -> unit.test(wave, SECONDS));
        return new double[] {
            Spread.of(outcomes, o -> o.errorPercent(watts)).worst(),
            Spread.of(outcomes, o -> o.naivePercent(watts)).worst()
        };
    }

    /// The error itself: it contains the variation.
    private List<Row> influences(Laboratory laboratory, FrontEndDesign design)
            throws InterruptedException {
        double u = design.nominalVolts();
        double f = design.nominalHz();
        double half = Math.sqrt(2) * design.nominalAmperes() / 2;
        double most = Math.sqrt(2) * design.maximumAmperes();
        List<Row> rows = new ArrayList<>();
        double[] fired =
                worst(
                        laboratory,
                        PulsedCurrent.phaseFired("odd harmonics", u, f, half, Math.PI / 2, FAST));
        rows.addAll(oddHarmonics.rows(fired[0], fired[1], "%"));
        double[] bursts =
                worst(
                        laboratory,
                        new PulsedCurrent(
                                "sub-harmonics",
                                u,
                                f,
                                4,
                                angle -> angle < 4 * Math.PI ? half * Math.sin(angle) : 0));
        rows.addAll(subHarmonics.rows(bursts[0], bursts[1], "%"));
        double[] halfWave =
                worst(
                        laboratory,
                        new PulsedCurrent(
                                "half wave",
                                u,
                                f,
                                1,
                                angle -> Math.max(0, most * Math.sin(angle))));
        rows.addAll(direct.rows(halfWave[0], halfWave[1], "%"));
        return rows;
    }
}
