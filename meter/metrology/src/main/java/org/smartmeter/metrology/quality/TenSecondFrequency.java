package org.smartmeter.metrology.quality;

import java.time.Instant;
import java.util.function.Consumer;

/// Counts the cycles of the fundamental between ticks of 10 s; where a window spans a tick, its
/// cycles are shared by the phase's advance.
public final class TenSecondFrequency {

    private static final double PERIOD = 10;

    /// What rounding may take from ten whole seconds.
    private static final double ROUNDING_SECONDS = 1e-3;

    private final Consumer<? super FrequencyReading> read;
    private double tick = Double.NaN;
    private double cycles;
    private double seconds;

    public TenSecondFrequency(Consumer<? super FrequencyReading> read) {
        this.read = read;
    }

    /// Takes a window.
    ///
    /// @param begin position in the stream
    /// @param windowCycles of the fundamental in it; 0 if there is none
    public void window(double begin, double end, int windowCycles, StreamClock clock) {
        double from = clock.epochSeconds(begin);
        double to = clock.epochSeconds(end);
        double length = to - from;
        if (!(from >= tick - PERIOD && from <= tick)) {
            start(from);
        }
        while (to >= tick) {
            count(from, tick, windowCycles, length);
            if (seconds >= PERIOD - ROUNDING_SECONDS) {
                read.accept(
                        new FrequencyReading(
                                Instant.ofEpochSecond(Math.round(tick)), cycles / seconds));
            }
            from = tick;
            start(tick);
        }
        count(from, to, windowCycles, length);
    }

    private void start(double from) {
        tick = (Math.floor(from / PERIOD) + 1) * PERIOD;
        cycles = 0;
        seconds = 0;
    }

    private void count(double from, double to, int windowCycles, double windowSeconds) {
        if (windowCycles > 0) {
            cycles += windowCycles * (to - from) / windowSeconds;
            seconds += to - from;
        }
    }
}
