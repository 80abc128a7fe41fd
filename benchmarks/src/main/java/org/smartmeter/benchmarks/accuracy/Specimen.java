package org.smartmeter.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.Metrology;
import org.smartmeter.metrology.calibration.Reading;
import org.smartmeter.simulator.frontend.AnalogueWave;
import org.smartmeter.simulator.frontend.FrontEndDesign;
import org.smartmeter.simulator.frontend.FrontEndUnit;
import org.smartmeter.simulator.frontend.MeterShop;
import org.smartmeter.simulator.frontend.SampleSource;
import org.smartmeter.simulator.frontend.SteadyLoad;

/// One meter under test: a unit with the coefficients that the shop found for it, and the naive
/// meter that is calibrated on the same unit. One thread at a time.
final class Specimen {

    private static final int BLOCK = 2_048;
    private static final double SETTLING_SECONDS = 3;
    private static final double NAIVE_CALIBRATION_SECONDS = 10;
    private static final long RUNS_OF_A_UNIT = 1_000_000;

    private final FrontEndUnit unit;
    private final Calibration calibration;
    private final double[] naiveGains;
    private final double[] naiveOffsets;
    private long run;

    private Specimen(FrontEndUnit unit, Calibration calibration, long run) {
        this.unit = unit;
        this.calibration = calibration;
        this.run = run;
        naiveGains =
                unit.design().nominalCalibration().channels().stream()
                        .mapToDouble(channel -> channel.gain())
                        .toArray();
        naiveOffsets =
                calibration.channels().stream().mapToDouble(channel -> channel.offset()).toArray();
    }

    /// Takes a unit through the shop. The noise of the tests is other noise than that of the shop.
    ///
    /// @param seed of the unit and of all its noise
    static Specimen calibrated(FrontEndDesign design, long seed) {
        FrontEndUnit unit = new FrontEndUnit(design, seed);
        long run = seed * RUNS_OF_A_UNIT;
        Calibration calibration = new MeterShop(unit, run).calibrate();
        Specimen specimen = new Specimen(unit, calibration, run + RUNS_OF_A_UNIT / 2);
        specimen.calibrateNaive();
        return specimen;
    }

    /// At nominal current and power factor 1 the naive meter is right.
    private void calibrateNaive() {
        SteadyLoad load = new Sinusoids(unit.design()).load();
        NaiveMeter naive = naive();
        SampleSource source = unit.samples(load, Calibration.REFERENCE_CELSIUS, run++);
        int[] frames = new int[BLOCK * unit.design().channels()];
        double blocks = NAIVE_CALIBRATION_SECONDS * unit.design().rate() / BLOCK;
        for (int block = 0; block < blocks; block++) {
            source.fill(frames, BLOCK);
            naive.accept(frames, BLOCK);
        }
        for (int phase = 0; phase < unit.design().phases(); phase++) {
            naiveGains[2 * phase + 1] *= load.watts(phase) / naive.watts(phase);
        }
    }

    private NaiveMeter naive() {
        return new NaiveMeter(naiveGains, naiveOffsets);
    }

    FrontEndDesign design() {
        return unit.design();
    }

    Outcome test(SteadyLoad load, double celsius, double seconds) {
        return test(unit.samples(load, celsius, run++), celsius, seconds);
    }

    Outcome test(SteadyLoad load, double seconds) {
        return test(load, Calibration.REFERENCE_CELSIUS, seconds);
    }

    Outcome test(AnalogueWave wave, double seconds) {
        double celsius = Calibration.REFERENCE_CELSIUS;
        return test(unit.samples(wave, celsius, run++), celsius, seconds);
    }

    /// Two loads with the same noise and the same beginning.
    List<SampleSource> together(SteadyLoad one, SteadyLoad other) {
        long both = run++;
        return List.of(
                unit.samples(one, Calibration.REFERENCE_CELSIUS, both),
                unit.samples(other, Calibration.REFERENCE_CELSIUS, both));
    }

    SampleSource source(SteadyLoad load) {
        return unit.samples(load, Calibration.REFERENCE_CELSIUS, run++);
    }

    /// A meter with this unit's coefficients at the reference temperature.
    Metrology meter(Consumer<Measurement> measured) {
        FrontEndDesign design = unit.design();
        Metrology meter =
                new Metrology(
                        design.rate(), design.phases(), design.nominalHz(), calibration, measured);
        meter.temperature(unit.thermometerCelsius(Calibration.REFERENCE_CELSIUS));
        return meter;
    }

    private Outcome test(SampleSource source, double celsius, double seconds) {
        List<Measurement> windows = new ArrayList<>();
        Metrology meter = meter(windows::add);
        meter.temperature(unit.thermometerCelsius(celsius));
        NaiveMeter naive = naive();
        int[] frames = new int[BLOCK * unit.design().channels()];
        List<Measurement> read = new ArrayList<>();
        double elapsed = 0;
        while (elapsed < SETTLING_SECONDS + seconds) {
            source.fill(frames, BLOCK);
            meter.accept(frames, BLOCK);
            if (elapsed >= SETTLING_SECONDS) {
                naive.accept(frames, BLOCK);
            }
            for (Measurement window : windows) {
                if (elapsed >= SETTLING_SECONDS && elapsed < SETTLING_SECONDS + seconds) {
                    read.add(window);
                }
                elapsed += window.seconds();
            }
            windows.clear();
        }
        return new Outcome(
                Reading.of(read),
                read.stream().mapToDouble(Measurement::energyWh).sum(),
                read.stream().mapToDouble(Measurement::seconds).sum(),
                naive.watts());
    }
}
