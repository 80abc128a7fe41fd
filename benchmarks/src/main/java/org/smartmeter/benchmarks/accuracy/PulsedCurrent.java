package org.smartmeter.benchmarks.accuracy;

import java.util.function.DoubleUnaryOperator;
import org.smartmeter.simulator.frontend.AnalogueWave;

/// A current that repeats with the mains (or a few of its cycles) on a mains with its usual
/// harmonics, and the true power of the two before any filter.
///
/// @param hertz of the mains
/// @param cycles after which the current repeats
/// @param current amperes at an angle of the mains, 0…2π · cycles
record PulsedCurrent(
        String name, double volts, double hertz, int cycles, DoubleUnaryOperator current)
        implements AnalogueWave {

    /// Steps of the integral over one repetition: half a microsecond at 50 Hz.
    private static final int STEPS_PER_CYCLE = 40_000;

    private static final double TURN = 2 * Math.PI;

    @Override
    public void at(double seconds, double[] channels) {
        double turns = seconds * hertz / cycles;
        double angle = (turns - Math.floor(turns)) * TURN * cycles;
        channels[0] = voltage(angle);
        channels[1] = current.applyAsDouble(angle);
    }

    /// Flattened by everybody's rectifiers: 3rd, 5th and 7th harmonics of 1.2, 2.2 and 1.4 %.
    private double voltage(double angle) {
        return Math.sqrt(2)
                * volts
                * (Math.sin(angle)
                        + 0.012 * Math.sin(3 * angle)
                        - 0.022 * Math.sin(5 * angle)
                        + 0.014 * Math.sin(7 * angle + 0.3));
    }

    /// Mean of v · i over one repetition, W.
    double watts() {
        int steps = STEPS_PER_CYCLE * cycles;
        double sum = 0;
        for (int n = 0; n < steps; n++) {
            double angle = TURN * cycles * (n + 0.5) / steps;
            sum += voltage(angle) * current.applyAsDouble(angle);
        }
        return sum / steps;
    }

    /// Peak / rms of the current.
    double crestFactor() {
        int steps = STEPS_PER_CYCLE * cycles;
        double squares = 0;
        double peak = 0;
        for (int n = 0; n < steps; n++) {
            double value = current.applyAsDouble(TURN * cycles * (n + 0.5) / steps);
            squares += value * value;
            peak = Math.max(peak, Math.abs(value));
        }
        return peak / Math.sqrt(squares / steps);
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
