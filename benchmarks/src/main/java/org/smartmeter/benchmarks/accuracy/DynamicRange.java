package org.smartmeter.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.smartmeter.benchmarks.BenchmarkResult.Row;
import org.smartmeter.simulator.frontend.FrontEndDesign;
import org.smartmeter.simulator.frontend.SteadyLoad;

/// Sinusoidal load from the greatest current to a ten-thousandth of it at every power factor: the
/// mean error over all units, its spread, and the classes' limits for the worst unit.
final class DynamicRange implements Tests {

    private static final double MOST_MEAN_PERCENT = 0.02;

    /// At the lowest current; at n times that the noise is n times less, n² times less time is
    /// enough.
    private static final double MOST_SECONDS = 60;

    private static final double LEAST_SECONDS = 2;

    /// Shares of the greatest current: the classes' corners for I_max = 10 I_n among them.
    private static final double[] SHARES = {1e-4, 3e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 0.1, 0.5, 1};

    @Override
    public List<Row> run(Laboratory laboratory) throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        FrontEndDesign design = laboratory.singlePhase().getFirst().design();
        for (double share : SHARES) {
            for (PowerFactor factor : PowerFactor.values()) {
                double amperes = share * design.maximumAmperes();
                laboratory.tell(words(amperes, factor));
                SteadyLoad load =
                        new Sinusoids(design).amperes(amperes).lagging(factor.lag()).load();
                double seconds = seconds(share, factor);
                List<Outcome> outcomes =
                        laboratory.each(laboratory.singlePhase(), unit -> unit.test(load, seconds));
                rows.addAll(rows(design, amperes, factor, load.watts(), outcomes));
            }
        }
        return rows;
    }

    private static double seconds(double share, PowerFactor factor) {
        double ratio = SHARES[0] / share;
        double atOne = Math.max(LEAST_SECONDS, MOST_SECONDS * ratio * ratio);
        return atOne / (factor.value() * factor.value());
    }

    private static List<Row> rows(
            FrontEndDesign design,
            double amperes,
            PowerFactor factor,
            double watts,
            List<Outcome> outcomes) {
        Spread error = Spread.of(outcomes, outcome -> outcome.errorPercent(watts));
        Spread naive = Spread.of(outcomes, outcome -> outcome.naivePercent(watts));
        String name = words(amperes, factor);
        List<Row> rows = new ArrayList<>();
        rows.add(
                Row.of(name + ", mean of " + outcomes.size(), Math.abs(error.mean()), "%")
                        .beside("naive", Math.abs(naive.mean()))
                        .atMost(MOST_MEAN_PERCENT));
        rows.add(
                Row.of(name + ", 3 sigma", 3 * error.sigma(), "%")
                        .beside("naive", 3 * naive.sigma()));
        for (AccuracyClass one : AccuracyClass.values()) {
            OptionalDouble limit = one.limit(factor, amperes / design.nominalAmperes());
            if (limit.isPresent()) {
                rows.add(
                        Row.of(name + ", worst, class " + one.words(), error.worst(), "%")
                                .beside("naive", naive.worst())
                                .atMost(limit.getAsDouble()));
            }
        }
        return rows;
    }

    private static String words(double amperes, PowerFactor factor) {
        return String.format(Locale.ROOT, "%.4g A, %s", amperes, factor.words());
    }
}
