package org.smartmeter.simulator.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;
import org.smartmeter.simulator.MeasurementSource;

/// A resistor that draws the same power for ever: for tests and benchmarks of the line, where the
/// load does not matter. Its measurements are computed, not sampled.
public final class SteadyLoad implements MeasurementSource {

    private static final double VOLTS = 230;
    private static final double HERTZ = 50;

    private final Measurement measurement;
    private final Duration window;
    private Instant end;

    /// @param watts drawn at 230 V
    /// @param window how long one measurement lasts
    /// @param start before the first measurement
    public SteadyLoad(double watts, Duration window, Instant start) {
        this.window = window;
        this.end = start;
        PhaseMeasurement phase = PhaseMeasurement.of(VOLTS, watts / VOLTS, 0, 0, watts, 0, HERTZ);
        this.measurement = Measurement.of(window.toNanos() / 1e9, 0, 0, true, List.of(phase));
    }

    @Override
    public Measurement next() {
        end = end.plus(window);
        return measurement;
    }

    @Override
    public Instant end() {
        return end;
    }

    @Override
    public boolean hasNext() {
        return true;
    }
}
