package org.smartmeter.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.smartmeter.benchmarks.accuracy.AccuracyBenchmark;
import org.smartmeter.benchmarks.footprint.FootprintBenchmark;
import org.smartmeter.benchmarks.fuzz.FuzzBenchmark;
import org.smartmeter.benchmarks.intake.IntakeBenchmark;
import org.smartmeter.benchmarks.journal.JournalBenchmark;
import org.smartmeter.benchmarks.metrology.MetrologyBenchmark;
import org.smartmeter.benchmarks.store.StoreBenchmark;

/// One measurement that can be repeated by anybody: `smartmeter bench NAME`.
public interface Benchmark {

    /// All there are.
    ///
    /// @param data a folder with data of real homes, for those that can measure on it
    static List<Benchmark> all(Optional<Path> data) {
        return List.of(
                new IntakeBenchmark(),
                new StoreBenchmark(data),
                new FootprintBenchmark(),
                new AccuracyBenchmark(),
                new FuzzBenchmark(),
                new MetrologyBenchmark(),
                new JournalBenchmark());
    }

    String name();

    /// What it measures, in one sentence.
    String description();

    /// Measures.
    ///
    /// @param progress takes a line now and then
    BenchmarkResult run(Consumer<String> progress) throws IOException, InterruptedException;
}
