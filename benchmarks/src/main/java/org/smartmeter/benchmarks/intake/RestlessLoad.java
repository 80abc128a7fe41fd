package org.smartmeter.benchmarks.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;
import org.smartmeter.simulator.MeasurementSource;

/// A load that changes from window to window between a hundred levels, reactive power and voltage
/// with it, so that registers do not grow evenly and batches do not pack better than in life.
final class RestlessLoad implements MeasurementSource {

    private static final int LEVELS = 100;
    private static final double HERTZ = 50;

    private final SplittableRandom random;
    private final List<Measurement> levels;
    private final Duration window;
    private Instant end;

    RestlessLoad(long seed, Duration window, Instant start) {
        this.random = new SplittableRandom(seed);
        this.window = window;
        this.end = start;
        double seconds = window.toNanos() / 1e9;
        this.levels =
                IntStream.range(0, LEVELS)
                        .mapToObj(_ -> Measurement.of(seconds, 0, 0, true, List.of(level())))
                        .toList();
    }

    /// Most levels are small, a few are kettles.
    private PhaseMeasurement level() {
        double volts = random.nextDouble(222, 238);
        double watts = 60 + 3_000 * Math.pow(random.nextDouble(), 6);
        double vars = random.nextDouble(-0.2, 0.5) * watts;
        return PhaseMeasurement.of(
                volts, Math.hypot(watts, vars) / volts, 0, 0, watts, vars, HERTZ);
    }

    @Override
    public Measurement next() {
        end = end.plus(window);
        return levels.get(random.nextInt(LEVELS));
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
