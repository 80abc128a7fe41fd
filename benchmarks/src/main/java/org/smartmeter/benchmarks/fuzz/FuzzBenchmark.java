package org.smartmeter.benchmarks.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.smartmeter.benchmarks.Benchmark;
import org.smartmeter.benchmarks.BenchmarkResult;
import org.smartmeter.benchmarks.BenchmarkResult.Row;

/// Feeds every reader of foreign bytes with what Jazzer makes up and counts what was read: no
/// exception that is not the reader's own refusal, no input that takes ten seconds, no more memory
/// than 512 MiB.
///
/// `-Dsmartmeter.fuzz.seconds=S` fuzzes each reader for another time than a minute.
public final class FuzzBenchmark implements Benchmark {

    private static final int USUAL_SECONDS = 60;
    private static final int LINES_TOLD = 12;

    @Override
    public String name() {
        return "fuzz";
    }

    @Override
    public String description() {
        return "every reader of foreign bytes under Jazzer: executions and findings";
    }

    @Override
    public BenchmarkResult run(Consumer<String> progress) throws IOException, InterruptedException {
        int seconds = Integer.getInteger("smartmeter.fuzz.seconds", USUAL_SECONDS);
        Path directory = Files.createTempDirectory("smartmeter-bench-fuzz");
        progress.accept("inputs worth keeping, and those of findings, stay in " + directory);
        List<Row> rows = new ArrayList<>();
        long executions = 0;
        for (ByteReader reader : ByteReaders.all()) {
            progress.accept(reader.name() + " for " + seconds + " s");
            JazzerRun run = JazzerRun.of(reader, "-max_total_time=" + seconds, directory);
            run.finding().stream().limit(LINES_TOLD).forEach(progress);
            executions += run.executions();
            rows.add(Row.of(reader.name() + " executions", run.executions(), "inputs").atLeast(1));
            rows.add(
                    Row.of(reader.name() + " findings", run.finding().isEmpty() ? 0 : 1, "findings")
                            .atMost(0));
        }
        rows.add(Row.of("all executions", executions, "inputs"));
        return BenchmarkResult.of("fuzz", rows);
    }
}
