package org.smartmeter.simulator.frontend;

import java.util.ArrayList;
import java.util.List;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.Metrology;
import org.smartmeter.metrology.calibration.CalibrationPoint;
import org.smartmeter.metrology.calibration.CalibrationProcedure;
import org.smartmeter.metrology.calibration.LoadPoint;
import org.smartmeter.metrology.calibration.Reading;

/// A bench that applies load points to a unit and takes down what its meter reads. It sees counts
/// only, with all their noise; the bench itself is taken as exact.
public final class MeterShop {

    /// A meter is on for a while before it is read.
    private static final double SETTLING_SECONDS = 3;

    private static final int BLOCK = 4_096;

    private final FrontEndUnit unit;
    private final FrontEndDesign design;
    private final long firstRun;
    private long runs;

    /// @param firstRun noise of the first reading; each reading has its own
    public MeterShop(FrontEndUnit unit, long firstRun) {
        this.unit = unit;
        this.design = unit.design();
        this.firstRun = firstRun;
    }

    /// Applies the whole plan and finds the coefficients.
    public Calibration calibrate() {
        return CalibrationProcedure.calibrate(
                design.nominalCalibration(), design.rate(), read(ShopPlan.of(design)));
    }

    /// Reads a plan with the values printed on the parts.
    public List<CalibrationPoint> read(List<ShopPlan.Step> plan) {
        List<CalibrationPoint> points = new ArrayList<>();
        for (ShopPlan.Step step : plan) {
            points.add(read(step, design.nominalCalibration()));
        }
        return points;
    }

    /// Reads one step with any coefficients.
    public CalibrationPoint read(ShopPlan.Step step, Calibration calibration) {
        LoadPoint point = step.point();
        Calibration used =
                switch (step.applied()) {
                    case NOTHING -> Quiet.withoutCores(calibration);
                    case VOLTAGE -> Quiet.withoutCreep(calibration);
                    case LOAD -> calibration;
                };
        LoadPoint told =
                new LoadPoint(
                        point.name(),
                        unit.thermometerCelsius(point.celsius()),
                        point.hertz(),
                        point.sequence(),
                        point.phases());
        return new CalibrationPoint(
                told, read(used, applied(point), point.celsius(), step.seconds()));
    }

    /// Reads any steady load.
    ///
    /// @param celsius true temperature
    public Reading read(Calibration calibration, SteadyLoad load, double celsius, double seconds) {
        return read(calibration, unit.samples(load, celsius, firstRun + runs++), celsius, seconds);
    }

    /// Reads any counts of this unit.
    public Reading read(
            Calibration calibration, SampleSource samples, double celsius, double seconds) {
        List<Measurement> windows = new ArrayList<>();
        Metrology metrology =
                new Metrology(
                        design.rate(),
                        design.phases(),
                        design.nominalHz(),
                        calibration,
                        windows::add);
        metrology.temperature(unit.thermometerCelsius(celsius));
        int[] frames = new int[BLOCK * design.channels()];
        double measured = 0;
        List<Measurement> kept = new ArrayList<>();
        while (measured < SETTLING_SECONDS + seconds) {
            samples.fill(frames, BLOCK);
            metrology.accept(frames, BLOCK);
            for (Measurement window : windows) {
                if (measured >= SETTLING_SECONDS && measured < SETTLING_SECONDS + seconds) {
                    kept.add(window);
                }
                measured += window.seconds();
            }
            windows.clear();
        }
        return Reading.of(kept);
    }

    /// What a load point sends through all sensors of the unit.
    private SteadyLoad applied(LoadPoint point) {
        SteadyLoad phases = load(point);
        if (!design.neutral()) {
            return phases;
        }
        List<List<Tone>> channels = new ArrayList<>(phases.channels());
        List<Tone> returning = new ArrayList<>();
        for (int phase = 0; phase < point.phases().size(); phase++) {
            returning.addAll(phases.channels().get(2 * phase + 1));
        }
        channels.add(returning);
        return new SteadyLoad(channels);
    }

    /// A load point as a sum of sinusoids in voltages and currents of the phases.
    public static SteadyLoad load(LoadPoint point) {
        List<List<Tone>> channels = new ArrayList<>();
        for (int phase = 0; phase < point.phases().size(); phase++) {
            LoadPoint.Phase applied = point.phases().get(phase);
            double angle = point.sequence().radians(phase);
            double lag = Math.atan2(applied.vars(), applied.watts());
            channels.add(tones(point.hertz(), applied.volts(), angle));
            channels.add(tones(point.hertz(), applied.amperes(), angle - lag));
        }
        return new SteadyLoad(channels);
    }

    private static List<Tone> tones(double hertz, double rms, double radians) {
        return rms == 0 ? List.of() : List.of(new Tone(hertz, rms, radians));
    }
}
