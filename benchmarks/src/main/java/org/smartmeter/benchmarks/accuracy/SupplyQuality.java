package org.smartmeter.benchmarks.accuracy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.smartmeter.benchmarks.BenchmarkResult.Row;
import org.smartmeter.metrology.Metrology;
import org.smartmeter.metrology.quality.HarmonicContent;
import org.smartmeter.metrology.quality.QualityInterval;
import org.smartmeter.metrology.quality.QualitySettings;
import org.smartmeter.metrology.quality.QualityWindow;
import org.smartmeter.simulator.frontend.FrontEndDesign;
import org.smartmeter.simulator.frontend.SampleSource;
import org.smartmeter.simulator.frontend.SteadyLoad;
import org.smartmeter.simulator.frontend.Tone;

/// Voltage, frequency, harmonics and flicker, through the front end. Beside each stands what IEC
/// 61000-4-30 class A asks for.
final class SupplyQuality implements Tests {

    private static final int UNITS = 4;
    private static final int FLICKER_UNITS = 2;
    private static final int HIGHEST = 50;
    private static final double SECONDS = 10;
    private static final int BLOCK = 2_048;

    /// Rectangular changes per minute and their ΔU/U in percent that give P_st 1 at 230 V, 50 Hz
    /// (IEC 61000-4-15:2010, table 5).
    private static final double[][] RECTANGULAR = {{1, 2.715}, {7, 1.450}, {110, 0.722}};

    @Override
    public List<Row> run(Laboratory laboratory) throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        List<Specimen> units = laboratory.someSinglePhase(UNITS);
        FrontEndDesign design = units.getFirst().design();
        rows.add(voltage(laboratory, units, design));
        rows.add(frequency(laboratory, units, design));
        rows.addAll(harmonics(laboratory, units, design));
        for (double[] change : RECTANGULAR) {
            rows.add(flicker(laboratory, design, change[0], change[1]));
        }
        return rows;
    }

    private static Row voltage(Laboratory laboratory, List<Specimen> units, FrontEndDesign design)
            throws InterruptedException {
        laboratory.tell("voltage");
        double worst = 0;
        for (double share : new double[] {0.1, 0.5, 0.8, 1, 1.15, 1.5}) {
            double volts = share * design.nominalVolts();
            SteadyLoad load = new Sinusoids(design).volts(volts).load();
            List<Outcome> outcomes = laboratory.each(units, unit -> unit.test(load, 2));
            worst =
                    Math.max(
                            worst,
                            Spread.of(
                                            outcomes,
                                            o ->
                                                    100
                                                            * (o.reading()
                                                                                    .phases()
                                                                                    .getFirst()
                                                                                    .volts()
                                                                            / volts
                                                                    - 1))
                                    .worst());
        }
        return Row.of("voltage, 10 to 150 % U_n, worst", worst, "%")
                .beside("class A", 0.1)
                .atMost(0.02);
    }

    private static Row frequency(Laboratory laboratory, List<Specimen> units, FrontEndDesign design)
            throws InterruptedException {
        laboratory.tell("frequency");
        double worst = 0;
        for (double hertz : new double[] {45, 49.9, 50, 50.1, 55, 60, 65}) {
            SteadyLoad load = new Sinusoids(design).hertz(hertz).load();
            List<Outcome> outcomes = laboratory.each(units, unit -> unit.test(load, SECONDS));
            worst =
                    Math.max(
                            worst,
                            Spread.of(outcomes, o -> 1000 * (o.reading().hertz() - hertz)).worst());
        }
        return Row.of("frequency, 45 to 65 Hz, worst", worst, "mHz")
                .beside("class A", 10)
                .atMost(1);
    }

    /// A supply with all harmonics to the 50th, some above and some below where the limit changes.
    private static List<Row> harmonics(
            Laboratory laboratory, List<Specimen> units, FrontEndDesign design)
            throws InterruptedException {
        laboratory.tell("harmonics");
        Random random = new Random(50);
        double[] u = new double[HIGHEST];
        double[] i = new double[HIGHEST];
        List<Tone> voltage = new ArrayList<>();
        List<Tone> current = new ArrayList<>();
        for (int h = 1; h <= HIGHEST; h++) {
            boolean large = h % 3 != 0;
            double size = h == 1 ? 1 : (large ? 0.01 : 0.001) * (1 + random.nextDouble());
            u[h - 1] = size * design.nominalVolts();
            i[h - 1] = (h == 1 ? 1 : 3 * size) * design.nominalAmperes();
            double f = h * design.nominalHz();
            voltage.add(new Tone(f, u[h - 1], 6 * random.nextDouble()));
            current.add(new Tone(f, i[h - 1], 6 * random.nextDouble()));
        }
        SteadyLoad load = new SteadyLoad(List.of(voltage, current));
        List<List<QualityWindow>> all =
                laboratory.each(units, unit -> windows(unit, unit.source(load), SECONDS));
        double[] worst = new double[4];
        for (List<QualityWindow> windows : all) {
            for (QualityWindow window : windows.subList(windows.size() / 2, windows.size())) {
                HarmonicContent volts = window.phases().getFirst().u();
                HarmonicContent amperes = window.phases().getFirst().i();
                take(
                        worst,
                        0,
                        volts.harmonics(),
                        u,
                        0.01 * design.nominalVolts(),
                        design.nominalVolts());
                take(
                        worst,
                        2,
                        amperes.harmonics(),
                        i,
                        0.03 * design.nominalAmperes(),
                        design.nominalAmperes());
            }
        }
        return List.of(
                Row.of(
                                "harmonics of U from 1 % U_n, h 2…50, worst window",
                                worst[0], "% of reading")
                        .beside("class A", 5)
                        .atMost(1),
                Row.of("harmonics of U below 1 % U_n, worst window", worst[1], "% of U_n")
                        .beside("class A", 0.05)
                        .atMost(0.01),
                Row.of(
                                "harmonics of I from 3 % I_n, h 2…50, worst window",
                                worst[2], "% of reading")
                        .beside("class A", 5)
                        .atMost(1),
                Row.of("harmonics of I below 3 % I_n, worst window", worst[3], "% of I_n")
                        .beside("class A", 0.15)
                        .atMost(0.01));
    }

    private static void take(
            double[] worst, int at, double[] read, double[] truth, double from, double nominal) {
        for (int h = 2; h <= HIGHEST; h++) {
            double error = Math.abs(read[h - 1] - truth[h - 1]);
            if (truth[h - 1] >= from) {
                worst[at] = Math.max(worst[at], 100 * error / truth[h - 1]);
            } else {
                worst[at + 1] = Math.max(worst[at + 1], 100 * error / nominal);
            }
        }
    }

    private static List<QualityWindow> windows(Specimen unit, SampleSource source, double seconds) {
        List<QualityWindow> windows = new ArrayList<>();
        Metrology meter = unit.meter(window -> {});
        meter.watchQuality(
                QualitySettings.EUROPEAN,
                result -> {
                    if (result instanceof QualityWindow window
                            && window.phases().getFirst().u().harmonics().length >= HIGHEST) {
                        windows.add(window);
                    }
                });
        int[] frames = new int[BLOCK * unit.design().channels()];
        for (double done = 0; done < seconds * unit.design().rate(); done += BLOCK) {
            source.fill(frames, BLOCK);
            meter.accept(frames, BLOCK);
        }
        return windows;
    }

    private static Row flicker(
            Laboratory laboratory, FrontEndDesign design, double perMinute, double percent)
            throws InterruptedException {
        laboratory.tell("flicker, " + (int) perMinute + " changes a minute");
        double u = design.nominalVolts();
        SteadyLoad low = new Sinusoids(design).volts(u * (1 - percent / 200)).load();
        SteadyLoad high = new Sinusoids(design).volts(u * (1 + percent / 200)).load();
        int framesPerChange = (int) Math.round(60 / perMinute * design.rate());
        List<Double> errors =
                laboratory.each(
                        laboratory.someSinglePhase(FLICKER_UNITS),
                        unit ->
                                100
                                        * (shortTerm(
                                                        unit,
                                                        unit.together(low, high),
                                                        framesPerChange)
                                                - 1));
        return Row.of(
                        "P_st of "
                                + (int) perMinute
                                + " rectangular changes a minute of "
                                + percent
                                + " %, worst",
                        Spread.of(errors, Double::doubleValue).worst(),
                        "%")
                .beside("class F1", 5)
                .atMost(2);
    }

    /// P_st of the second ten minutes, the first are for settling.
    private static double shortTerm(Specimen unit, List<SampleSource> levels, int framesPerChange) {
        List<Double> found = new ArrayList<>();
        Metrology meter = unit.meter(window -> {});
        meter.watchQuality(
                QualitySettings.EUROPEAN,
                result -> {
                    if (result instanceof QualityInterval interval
                            && interval.length() == QualityInterval.Length.TEN_MINUTES) {
                        found.add(interval.flicker()[0]);
                    }
                });
        meter.nextSampleAt(Instant.EPOCH);
        int channels = unit.design().channels();
        int[][] frames = new int[2][BLOCK * channels];
        int[] mixed = new int[BLOCK * channels];
        long done = 0;
        while (found.size() < 2) {
            levels.get(0).fill(frames[0], BLOCK);
            levels.get(1).fill(frames[1], BLOCK);
            for (int n = 0; n < BLOCK; n++) {
                int level = (int) ((done + n) / framesPerChange % 2);
                System.arraycopy(frames[level], n * channels, mixed, n * channels, channels);
            }
            meter.accept(mixed, BLOCK);
            done += BLOCK;
        }
        return found.get(1);
    }
}
