package org.smartmeter.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.smartmeter.metrology.calibration.LoadPoint;
import org.smartmeter.metrology.calibration.Sequence;
import org.smartmeter.simulator.frontend.FrontEndDesign;
import org.smartmeter.simulator.frontend.MeterShop;
import org.smartmeter.simulator.frontend.SteadyLoad;

/// Sinusoidal loads, from reference conditions step by step to others.
///
/// @param volts of each phase; 0 where it is interrupted
/// @param amperes of each phase
/// @param lag of the currents, radians
record Sinusoids(
        List<Double> volts, List<Double> amperes, double lag, double hertz, Sequence sequence) {

    /// Nominal voltage, current and frequency, balanced, power factor 1.
    Sinusoids(FrontEndDesign design) {
        this(
                all(design.phases(), design.nominalVolts()),
                all(design.phases(), design.nominalAmperes()),
                0,
                design.nominalHz(),
                Sequence.FORWARD);
    }

    private static List<Double> all(int phases, double value) {
        return Collections.nCopies(phases, value);
    }

    Sinusoids amperes(double each) {
        return new Sinusoids(volts, all(volts.size(), each), lag, hertz, sequence);
    }

    /// Current in one phase alone.
    Sinusoids onlyIn(int phase) {
        List<Double> currents = new ArrayList<>(all(volts.size(), 0.0));
        currents.set(phase, amperes.get(phase));
        return new Sinusoids(volts, currents, lag, hertz, sequence);
    }

    Sinusoids volts(double each) {
        return new Sinusoids(all(volts.size(), each), amperes, lag, hertz, sequence);
    }

    /// A phase without voltage and current.
    Sinusoids without(int phase) {
        List<Double> voltages = new ArrayList<>(volts);
        voltages.set(phase, 0.0);
        List<Double> currents = new ArrayList<>(amperes);
        currents.set(phase, 0.0);
        return new Sinusoids(voltages, currents, lag, hertz, sequence);
    }

    Sinusoids lagging(double radians) {
        return new Sinusoids(volts, amperes, radians, hertz, sequence);
    }

    Sinusoids hertz(double other) {
        return new Sinusoids(volts, amperes, lag, other, sequence);
    }

    Sinusoids sequence(Sequence other) {
        return new Sinusoids(volts, amperes, lag, hertz, other);
    }

    SteadyLoad load() {
        List<LoadPoint.Phase> phases = new ArrayList<>();
        for (int phase = 0; phase < volts.size(); phase++) {
            phases.add(LoadPoint.Phase.lagging(volts.get(phase), amperes.get(phase), lag));
        }
        return MeterShop.load(new LoadPoint("", 0, hertz, sequence, phases));
    }
}
