package org.smartmeter.metrology.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;

/// What the meter reads at a load point, averaged, with the values printed on its parts.
///
/// @param hertz NaN where there is no voltage
/// @param phases one or three
/// @param neutralAmperes A rms; empty where the meter does not measure it
public record Reading(double hertz, List<Phase> phases, OptionalDouble neutralAmperes) {

    /// One phase's reading.
    ///
    /// @param volts rms
    /// @param amperes rms
    /// @param watts active power
    /// @param vars fundamental reactive power
    /// @param dcVolts mean
    /// @param dcAmperes mean
    public record Phase(
            double volts,
            double amperes,
            double watts,
            double vars,
            double dcVolts,
            double dcAmperes) {}

    public Reading {
        phases = List.copyOf(phases);
    }

    /// Of a meter that does not measure the neutral's current.
    public Reading(double hertz, List<Phase> phases) {
        this(hertz, phases, OptionalDouble.empty());
    }

    /// The mean of windows that follow each other: powers by time, voltages and currents by
    /// square.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Reading of(List<Measurement> windows) {
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("a reading wants at least one window");
        }
        double seconds = windows.stream().mapToDouble(Measurement::seconds).sum();
        double hertz = windows.stream().mapToDouble(w -> w.f() * w.seconds()).sum() / seconds;
        List<Phase> phases = new ArrayList<>();
        for (int phase = 0; phase < windows.getFirst().phases().size(); phase++) {
            phases.add(mean(windows, phase, seconds));
        }
        return new Reading(hertz, phases, neutral(windows, seconds));
    }

    private static OptionalDouble neutral(List<Measurement> windows, double seconds) {
        double square = 0;
        for (Measurement window : windows) {
            if (window.neutralAmperes().isEmpty()) {
                return OptionalDouble.empty();
            }
            double amperes = window.neutralAmperes().getAsDouble();
            square += window.seconds() / seconds * amperes * amperes;
        }
        return OptionalDouble.of(Math.sqrt(square));
    }

    private static Phase mean(List<Measurement> windows, int phase, double seconds) {
        double uu = 0;
        double ii = 0;
        double p = 0;
        double q = 0;
        double u = 0;
        double i = 0;
        for (Measurement window : windows) {
            PhaseMeasurement one = window.phases().get(phase);
            double share = window.seconds() / seconds;
            uu += share * one.uRms() * one.uRms();
            ii += share * one.iRms() * one.iRms();
            p += share * one.p();
            q += share * one.q1();
            u += share * one.uDc();
            i += share * one.iDc();
        }
        return new Phase(Math.sqrt(uu), Math.sqrt(ii), p, q, u, i);
    }

    /// Active power of all phases, W.
    public double watts() {
        return phases.stream().mapToDouble(Phase::watts).sum();
    }
}
