package org.smartmeter.benchmarks.metrology;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.smartmeter.benchmarks.Benchmark;
import org.smartmeter.benchmarks.BenchmarkResult;
import org.smartmeter.benchmarks.BenchmarkResult.Row;

/// How many times faster than life one core measures: from counts of three phases at 8 kSa/s,
/// calibrated and brought to one instant, to energy and everything about the quality of the supply.
/// Beside it stands what the machine's multiply-adds and memory alone would allow; all times are
/// this thread's own.
public final class MetrologyBenchmark implements Benchmark {

    private static final int THREE_PHASES = 3;
    private static final int LIVES = 20;
    private static final double LEAST_TIMES_REAL_TIME = 1_000;
    private static final double MOST_PERCENT_OF_A_CORE = 2;
    private static final double MICROSECONDS = 1e6;
    private static final double GIGA = 1e9;
    private static final double PERCENT = 100;

    /// A count comes in, a number goes into the filter, one comes out of it.
    private static final int BYTES_PER_SAMPLE = Integer.BYTES + 2 * Double.BYTES;

    @Override
    public String name() {
        return "metrology";
    }

    @Override
    public String description() {
        return "how many times faster than life one core measures three phases with everything about power quality";
    }

    @Override
    public BenchmarkResult run(Consumer<String> progress) {
        progress.accept("the machine's limits");
        MachineLimits limits = MachineLimits.measure();
        progress.accept("three phases");
        Run threePhases = new Run(THREE_PHASES, true);
        double everything = threePhases.secondsPerSecond(true, LIVES);
        double withoutQuality = threePhases.secondsPerSecond(false, LIVES);
        double withoutDelay = new Run(THREE_PHASES, false).secondsPerSecond(false, LIVES);
        progress.accept("one phase");
        double onePhase = new Run(1, true).secondsPerSecond(true, LIVES);

        double samples = Run.RATE * 2 * THREE_PHASES;
        double multiplyAdds = Work.multiplyAdds(Run.RATE, THREE_PHASES);
        double bytes = samples * BYTES_PER_SAMPLE;
        List<Row> rows = new ArrayList<>();
        rows.add(
                Row.of("three phases, everything", 1 / everything, "x life")
                        .beside(
                                "by multiply-adds alone",
                                limits.multiplyAddsPerSecond() / multiplyAdds)
                        .atLeast(LEAST_TIMES_REAL_TIME));
        rows.add(
                Row.of("of a core by one live phase", PERCENT * onePhase, "%")
                        .atMost(MOST_PERCENT_OF_A_CORE));
        rows.add(Row.of("a sample of a channel", everything / samples * GIGA, "ns"));
        rows.add(
                Row.of("multiply-adds", multiplyAdds / everything / GIGA, "G/s")
                        .beside("the machine's", limits.multiplyAddsPerSecond() / GIGA));
        rows.add(
                Row.of("memory", bytes / everything / GIGA, "GB/s")
                        .beside("the machine's triad", limits.bytesPerSecond() / GIGA));
        rows.add(Row.of("a second: windows and energy", withoutDelay * MICROSECONDS, "us"));
        rows.add(
                Row.of(
                        "a second: bringing channels to one instant",
                        (withoutQuality - withoutDelay) * MICROSECONDS,
                        "us"));
        rows.add(
                Row.of(
                        "a second: quality of the supply",
                        (everything - withoutQuality) * MICROSECONDS,
                        "us"));
        rows.addAll(Differences.rows(threePhases));
        return BenchmarkResult.of(name(), rows);
    }
}
