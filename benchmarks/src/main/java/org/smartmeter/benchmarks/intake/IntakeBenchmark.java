package org.smartmeter.benchmarks.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.smartmeter.benchmarks.Benchmark;
import org.smartmeter.benchmarks.BenchmarkResult;
import org.smartmeter.benchmarks.BenchmarkResult.Row;
import org.smartmeter.benchmarks.Directories;

/// How many register values a second reach the store: from meters in a second process through TLS,
/// seals and broker to committed with fsync and acknowledged. Beside it stands what PostgreSQL's
/// COPY makes of the same bytes on the same machine: the limit.
public final class IntakeBenchmark implements Benchmark {

    /// A part of the benchmark.
    private interface Part {
        List<Row> measure(Path directory, Consumer<String> progress)
                throws IOException, InterruptedException;
    }

    @Override
    public String name() {
        return "intake";
    }

    @Override
    public String description() {
        return "register values per second from meters in a second process through the real line to committed";
    }

    @Override
    public BenchmarkResult run(Consumer<String> progress) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (Part part :
                List.<Part>of(
                        SmallUploads::measure,
                        BulkTables::measure,
                        BacklogIntake::measure,
                        Growth::measure)) {
            Path directory = Files.createTempDirectory("smartmeter-bench-intake");
            try {
                rows.addAll(part.measure(directory, progress));
            } finally {
                Directories.delete(directory);
            }
        }
        return BenchmarkResult.of(name(), rows);
    }
}
