package org.smartmeter.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.smartmeter.benchmarks.BenchmarkResult.Row;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.simulator.frontend.FrontEndDesign;
import org.smartmeter.simulator.frontend.SteadyLoad;
import org.smartmeter.simulator.frontend.Tone;

/// What disturbs a single-phase meter with sinusoidal or nearly sinusoidal load: voltage,
/// frequency, temperature, 5th harmonic; and the error itself from 45 to 65 Hz.
final class Influences implements Tests {

    private static final int UNITS = 8;
    private static final double SECONDS = 10;
    private static final double KELVIN = 20;

    private static final double ROOM = Calibration.REFERENCE_CELSIUS;

    private final Influence[] voltage = {
        new Influence("voltage ±10 %, PF 1", 0.1, 0.7),
        new Influence("voltage ±10 %, PF 0.5 ind", 0.2, 1.0)
    };
    private final Influence[] frequency = {
        new Influence("frequency ±2 %, PF 1", 0.1, 0.5),
        new Influence("frequency ±2 %, PF 0.5 ind", 0.1, 0.7)
    };
    private final Influence[] temperature = {
        new Influence("temperature 3 and 43 °C, PF 1", 0.01, 0.05),
        new Influence("temperature 3 and 43 °C, PF 0.5 ind", 0.02, 0.07)
    };
    private final Influence fifth =
            new Influence("5th harmonic, 10 % of U and 40 % of I, 0.5 I_max", 0.4, 0.8);

    /// One changed condition of a load.
    private record Changed(SteadyLoad load, double celsius) {}

    @Override
    public List<Row> run(Laboratory laboratory) throws InterruptedException {
        List<Specimen> units = laboratory.someSinglePhase(UNITS);
        FrontEndDesign design = units.getFirst().design();
        double mains = design.nominalHz();
        List<Row> rows = new ArrayList<>();
        PowerFactor[] factors = {PowerFactor.ONE, PowerFactor.HALF_INDUCTIVE};
        for (int k = 0; k < factors.length; k++) {
            laboratory.tell("influences at " + factors[k].words());
            Sinusoids usual = new Sinusoids(design).lagging(factors[k].lag());
            SteadyLoad reference = usual.load();
            rows.addAll(
                    rows(
                            laboratory,
                            units,
                            voltage[k],
                            reference,
                            List.of(
                                    new Changed(
                                            usual.volts(0.9 * design.nominalVolts()).load(), ROOM),
                                    new Changed(
                                            usual.volts(1.1 * design.nominalVolts()).load(), ROOM)),
                            1,
                            "%"));
            rows.addAll(
                    rows(
                            laboratory,
                            units,
                            frequency[k],
                            reference,
                            List.of(
                                    new Changed(usual.hertz(0.98 * mains).load(), ROOM),
                                    new Changed(usual.hertz(1.02 * mains).load(), ROOM)),
                            1,
                            "%"));
            rows.addAll(
                    rows(
                            laboratory,
                            units,
                            temperature[k],
                            reference,
                            List.of(
                                    new Changed(reference, ROOM - KELVIN),
                                    new Changed(reference, ROOM + KELVIN)),
                            KELVIN,
                            "%/K"));
        }
        rows.addAll(
                rows(
                        laboratory,
                        units,
                        fifth,
                        new Sinusoids(design).amperes(design.maximumAmperes() / 2).load(),
                        List.of(new Changed(fifthHarmonic(design), ROOM)),
                        1,
                        "%"));
        rows.addAll(frequencies(laboratory, units, design));
        return rows;
    }

    /// 5th harmonics in phase at the positive-going zero crossing.
    private static SteadyLoad fifthHarmonic(FrontEndDesign design) {
        double f = design.nominalHz();
        double volts = design.nominalVolts();
        double amperes = design.maximumAmperes() / 2;
        return new SteadyLoad(
                List.of(
                        List.of(new Tone(f, volts, 0), new Tone(5 * f, 0.1 * volts, 0)),
                        List.of(new Tone(f, amperes, 0), new Tone(5 * f, 0.4 * amperes, 0))));
    }

    /// The worst variation over all changes and units.
    private static List<Row> rows(
            Laboratory laboratory,
            List<Specimen> units,
            Influence influence,
            SteadyLoad reference,
            List<Changed> changes,
            double per,
            String unit)
            throws InterruptedException {
        List<double[]> variations =
                laboratory.each(
                        units,
                        specimen -> {
                            Outcome usual = specimen.test(reference, SECONDS);
                            double worst = 0;
                            double naive = 0;
                            for (Changed change : changes) {
                                Outcome outcome =
                                        specimen.test(change.load(), change.celsius(), SECONDS);
                                double watts = change.load().watts();
                                double here = reference.watts();
                                worst =
                                        Math.max(
                                                worst,
                                                Math.abs(
                                                        outcome.errorPercent(watts)
                                                                - usual.errorPercent(here)));
                                naive =
                                        Math.max(
                                                naive,
                                                Math.abs(
                                                        outcome.naivePercent(watts)
                                                                - usual.naivePercent(here)));
                            }
                            return new double[] {worst / per, naive / per};
                        });
        return influence.rows(
                Spread.of(variations, v -> v[0]).worst(),
                Spread.of(variations, v -> v[1]).worst(),
                unit);
    }

    /// The error itself, against class 0.2S at the nominal frequency.
    private static List<Row> frequencies(
            Laboratory laboratory, List<Specimen> units, FrontEndDesign design)
            throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (double hertz : new double[] {45, 50, 55, 60, 65}) {
            laboratory.tell("at " + hertz + " Hz");
            for (PowerFactor factor : PowerFactor.values()) {
                SteadyLoad load = new Sinusoids(design).hertz(hertz).lagging(factor.lag()).load();
                List<Outcome> outcomes =
                        laboratory.each(units, specimen -> specimen.test(load, SECONDS));
                OptionalDouble limit = AccuracyClass.CLASS_0_2_S.limit(factor, 1);
                rows.add(
                        Row.of(
                                        hertz
                                                + " Hz, I_n, "
                                                + factor.words()
                                                + ", worst, class 0.2S",
                                        Spread.of(outcomes, o -> o.errorPercent(load.watts()))
                                                .worst(),
                                        "%")
                                .beside(
                                        "naive",
                                        Spread.of(outcomes, o -> o.naivePercent(load.watts()))
                                                .worst())
                                .atMost(limit.orElseThrow()));
            }
        }
        return rows;
    }
}
