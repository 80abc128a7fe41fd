package org.smartmeter.benchmarks.accuracy;

import java.util.function.DoubleUnaryOperator;
import org.smartmeter.simulator.frontend.AnalogueWave;

/// A current that repeats with the mains (or a few of its cycles) on a mains with its usual
/// harmonics, and the true power of the two before any filter. Both stand for half a microsecond
/// at a time, so that the power of the steps is exact.
final class PulsedCurrent implements AnalogueWave {

    private static final int STEPS_PER_CYCLE = 40_000;
    private static final double TURN = 2 * Math.PI;

    private final String name;
    private final double stepsPerSecond;
    private final double[] volts;
    private final double[] amperes;

    /// @param volts rms of the fundamental
    /// @param hertz of the mains
    /// @param cycles after which the current repeats
    /// @param current amperes at an angle of the mains, 0…2π · cycles
    PulsedCurrent(
            String name, double volts, double hertz, int cycles, DoubleUnaryOperator current) {
        this.name = name;
        this.stepsPerSecond = STEPS_PER_CYCLE * hertz;
        this.volts = new double[STEPS_PER_CYCLE * cycles];
        this.amperes = new double[STEPS_PER_CYCLE * cycles];
        for (int n = 0; n < amperes.length; n++) {
            double angle = TURN * (n + 0.5) / STEPS_PER_CYCLE;
            this.volts[n] = volts * mains(angle);
            this.amperes[n] = current.applyAsDouble(angle);
        }
    }

    /// Flattened by everybody's rectifiers: 3rd, 5th and 7th harmonics of 1.2, 2.2 and 1.4 %.
    private static double mains(double angle) {
        return Math.sqrt(2)
                * (Math.sin(angle)
                        + 0.012 * Math.sin(3 * angle)
                        - 0.022 * Math.sin(5 * angle)
                        + 0.014 * Math.sin(7 * angle + 0.3));
    }

    String name() {
        return name;
    }

    @Override
    public void at(double seconds, double[] channels) {
        int step = (int) ((long) (seconds * stepsPerSecond) % amperes.length);
        channels[0] = volts[step];
        channels[1] = amperes[step];
    }

    /// Mean of v · i over one repetition, W.
    double watts() {
        double sum = 0;
        for (int n = 0; n < amperes.length; n++) {
            sum += volts[n] * amperes[n];
        }
        return sum / amperes.length;
    }

    /// Peak / rms of the current.
    double crestFactor() {
        double squares = 0;
        double peak = 0;
        for (double ampere : amperes) {
            squares += ampere * ampere;
            peak = Math.max(peak, Math.abs(ampere));
        }
        return peak / Math.sqrt(squares / amperes.length);
    }

    /// A dimmer: a resistor switched on at an angle of each half cycle, within the time that its
    /// slope takes, until the next zero crossing.
    static PulsedCurrent phaseFired(
            String name, double volts, double hertz, double peak, double fired, double slope) {
        return new PulsedCurrent(
                name,
                volts,
                hertz,
                1,
                angle -> {
                    double half = angle % Math.PI;
                    double sine = peak * Math.sin(angle);
                    double risen = (half - fired) / (TURN * hertz) * slope;
                    double most = Math.abs(sine);
                    return risen <= 0 ? 0 : Math.signum(sine) * Math.min(risen, most);
                });
    }

    /// Trapezoids in each half cycle, in the sense of the voltage.
    ///
    /// @param centre angle of the middle of the pulse in each half cycle
    /// @param seconds from the begin of its rise to the end of its fall
    /// @param slope A/s
    static PulsedCurrent pulses(
            String name,
            double volts,
            double hertz,
            double peak,
            double centre,
            double seconds,
            double slope) {
        return new PulsedCurrent(
                name,
                volts,
                hertz,
                1,
                angle -> {
                    double half = angle % Math.PI;
                    double from = Math.abs(half - centre) / (TURN * hertz);
                    double inside = (seconds / 2 - from) * slope;
                    double sign = angle < Math.PI ? 1 : -1;
                    return sign * Math.clamp(inside, 0, peak);
                });
    }
}
