package org.smartmeter.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.smartmeter.benchmarks.BenchmarkResult.Row;
import org.smartmeter.metrology.calibration.Sequence;
import org.smartmeter.simulator.frontend.FrontEndDesign;
import org.smartmeter.simulator.frontend.SteadyLoad;

/// Three phases: balanced load, one phase loaded, reversed sequence, phases interrupted.
final class Polyphase implements Tests {

    private static final double SECONDS = 10;

    private final Influence reversed = new Influence("reversed sequence, 0.1 I_n, PF 1", 0.05, 1.5);
    private final Influence unbalance =
            new Influence("one and two phases interrupted, I_n, PF 1", 0.5, 2);

    @Override
    public List<Row> run(Laboratory laboratory) throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        FrontEndDesign design = laboratory.threePhase().getFirst().design();
        for (double share : new double[] {0.05, 0.1, 1, 10}) {
            for (PowerFactor factor : PowerFactor.values()) {
                laboratory.tell("three phases, " + share + " I_n, " + factor.words());
                rows.addAll(balanced(laboratory, design, share, factor));
            }
        }
        for (double share : new double[] {0.05, 0.1, 0.2, 1, 10}) {
            laboratory.tell("one phase loaded, " + share + " I_n");
            rows.addAll(oneLoaded(laboratory, design, share, PowerFactor.ONE));
            rows.addAll(oneLoaded(laboratory, design, share, PowerFactor.HALF_INDUCTIVE));
        }
        rows.addAll(influences(laboratory, design));
        return rows;
    }

    private static Sinusoids load(FrontEndDesign design, double share, PowerFactor factor) {
        return new Sinusoids(design).amperes(share * design.nominalAmperes()).lagging(factor.lag());
    }

    private static List<Row> balanced(
            Laboratory laboratory, FrontEndDesign design, double share, PowerFactor factor)
            throws InterruptedException {
        SteadyLoad load = load(design, share, factor).load();
        List<Outcome> outcomes =
                laboratory.each(laboratory.threePhase(), unit -> unit.test(load, SECONDS));
        double worst = Spread.of(outcomes, o -> o.errorPercent(load.watts())).worst();
        double naive = Spread.of(outcomes, o -> o.naivePercent(load.watts())).worst();
        List<Row> rows = new ArrayList<>();
        for (AccuracyClass one : AccuracyClass.values()) {
            one.limit(factor, share)
                    .ifPresent(
                            limit ->
                                    rows.add(
                                            Row.of(
                                                            "three phases, "
                                                                    + share
                                                                    + " I_n, "
                                                                    + factor.words()
                                                                    + ", worst, class "
                                                                    + one.words(),
                                                            worst,
                                                            "%")
                                                    .beside("naive", naive)
                                                    .atMost(limit)));
        }
        return rows;
    }

    /// IEC 62053-22 table 5, IEC 62053-21 table 7, each phase in turn.
    private static List<Row> oneLoaded(
            Laboratory laboratory, FrontEndDesign design, double share, PowerFactor factor)
            throws InterruptedException {
        List<double[]> errors =
                laboratory.each(
                        laboratory.threePhase(),
                        unit -> {
                            double worst = 0;
                            double naive = 0;
                            for (int phase = 0; phase < design.phases(); phase++) {
                                SteadyLoad load = load(design, share, factor).onlyIn(phase).load();
                                Outcome outcome = unit.test(load, SECONDS);
                                worst = worse(worst, outcome.errorPercent(load.watts()));
                                naive = worse(naive, outcome.naivePercent(load.watts()));
                            }
                            return new double[] {worst, naive};
                        });
        boolean one = factor == PowerFactor.ONE;
        List<Row> rows = new ArrayList<>();
        String name = "one phase loaded, " + share + " I_n, " + factor.words() + ", worst, class ";
        if (share >= (one ? 0.05 : 0.1)) {
            rows.add(row(name + "0.2S", errors, one ? 0.3 : 0.4));
            rows.add(row(name + "0.5S", errors, one ? 0.6 : 1.0));
        }
        if (share >= (one ? 0.1 : 0.2)) {
            rows.add(row(name + "1", errors, 2.0));
        }
        return rows;
    }

    private static Row row(String name, List<double[]> errors, double limit) {
        return Row.of(name, Spread.of(errors, e -> e[0]).worst(), "%")
                .beside("naive", Spread.of(errors, e -> e[1]).worst())
                .atMost(limit);
    }

    private List<Row> influences(Laboratory laboratory, FrontEndDesign design)
            throws InterruptedException {
        laboratory.tell("reversed sequence, interrupted phases");
        List<Row> rows = new ArrayList<>();
        Sinusoids tenth = load(design, 0.1, PowerFactor.ONE);
        rows.addAll(
                variation(laboratory, reversed, tenth, List.of(tenth.sequence(Sequence.REVERSED))));
        Sinusoids full = load(design, 1, PowerFactor.ONE);
        rows.addAll(
                variation(
                        laboratory,
                        unbalance,
                        full,
                        List.of(
                                full.without(2),
                                full.without(0),
                                full.without(1).without(2),
                                full.without(0).without(1))));
        return rows;
    }

    private static List<Row> variation(
            Laboratory laboratory, Influence influence, Sinusoids usual, List<Sinusoids> changed)
            throws InterruptedException {
        List<double[]> variations =
                laboratory.each(
                        laboratory.threePhase(),
                        unit -> {
                            Outcome reference = unit.test(usual.load(), SECONDS);
                            double watts = usual.load().watts();
                            double worst = 0;
                            double naive = 0;
                            for (Sinusoids change : changed) {
                                SteadyLoad load = change.load();
                                Outcome outcome = unit.test(load, SECONDS);
                                worst =
                                        worse(
                                                worst,
                                                outcome.errorPercent(load.watts())
                                                        - reference.errorPercent(watts));
                                naive =
                                        worse(
                                                naive,
                                                outcome.naivePercent(load.watts())
                                                        - reference.naivePercent(watts));
                            }
                            return new double[] {worst, naive};
                        });
        ToDoubleFunction<double[]> ours = v -> v[0];
        return influence.rows(
                Spread.of(variations, ours).worst(), Spread.of(variations, v -> v[1]).worst(), "%");
    }

    private static double worse(double worst, double error) {
        return Double.isNaN(error) ? worst : Math.max(worst, Math.abs(error));
    }
}
