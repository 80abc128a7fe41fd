package org.smartmeter.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.List;
import org.smartmeter.benchmarks.BenchmarkResult.Row;
import org.smartmeter.simulator.frontend.FrontEndDesign;
import org.smartmeter.simulator.frontend.SteadyLoad;

/// Starting current registers; voltage alone, 115 % of nominal, registers nothing.
final class StartingAndCreep implements Tests {

    private static final double SECONDS = 60;
    private static final double HIGH = 1.15;

    /// Registering means that the greater part is there.
    private static final double LEAST_PERCENT = 90;

    @Override
    public List<Row> run(Laboratory laboratory) throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        FrontEndDesign design = laboratory.singlePhase().getFirst().design();
        for (AccuracyClass one : List.of(AccuracyClass.CLASS_0_2_S, AccuracyClass.CLASS_1)) {
            laboratory.tell("starting current of class " + one.words());
            SteadyLoad load =
                    new Sinusoids(design).amperes(one.starting() * design.nominalAmperes()).load();
            double watts = load.watts();
            List<Outcome> outcomes =
                    laboratory.each(laboratory.singlePhase(), unit -> unit.test(load, SECONDS));
            double least =
                    outcomes.stream().mapToDouble(o -> o.errorPercent(watts)).min().orElse(0);
            double naive =
                    outcomes.stream().mapToDouble(o -> o.naivePercent(watts)).min().orElse(0);
            rows.add(
                    Row.of(
                                    "starting current "
                                            + one.starting()
                                            + " I_n (class "
                                            + one.words()
                                            + "), least registered",
                                    100 + least,
                                    "%")
                            .beside("naive", 100 + naive)
                            .atLeast(LEAST_PERCENT));
        }
        rows.add(noLoad(laboratory, "one phase", laboratory.singlePhase()));
        rows.add(noLoad(laboratory, "three phases", laboratory.threePhase()));
        return rows;
    }

    private static Row noLoad(Laboratory laboratory, String words, List<Specimen> units)
            throws InterruptedException {
        laboratory.tell("no load, " + words);
        FrontEndDesign design = units.getFirst().design();
        SteadyLoad load =
                new Sinusoids(design).amperes(0).volts(HIGH * design.nominalVolts()).load();
        List<Outcome> outcomes = laboratory.each(units, unit -> unit.test(load, SECONDS));
        return Row.of(
                        "no load at 115 % U_n, " + words + ", most registered in a minute",
                        Spread.of(outcomes, Outcome::energyWh).worst() * 1000,
                        "mWh")
                .beside(
                        "naive",
                        Spread.of(outcomes, o -> o.naiveWatts() * o.seconds() / 3.6).worst())
                .atMost(0);
    }
}
