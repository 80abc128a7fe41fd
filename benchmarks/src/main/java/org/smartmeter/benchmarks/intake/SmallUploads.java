package org.smartmeter.benchmarks.intake;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.smartmeter.benchmarks.BenchmarkResult.Row;
import org.smartmeter.server.UtilityServer;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.wire.RecordBatch;

/// Uploads as they come in life: sixteen intervals of four registers each, sealed, over TLS, each
/// acknowledged after its commit. Begins when all meters are connected; a warm-up goes first.
final class SmallUploads {

    private static final int METERS = 500;
    private static final int UPLOADS = 240;
    private static final int ROWS = 16;

    /// A quarter of them, until the compilers have done their work.
    private static final long WARM_UP = (long) METERS * UPLOADS * ROWS / 4;

    private static final double LEAST = 150_000;

    private SmallUploads() {}

    static List<Row> measure(Path directory, Consumer<String> progress)
            throws IOException, InterruptedException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
        Instant first = now.minus(QuarterHours.PERIOD.multipliedBy((long) UPLOADS * ROWS + 8));
        try (UtilityServer utility =
                UtilityServer.start(UtilityConfiguration.loopback(directory.resolve("utility")))) {
            progress.accept("enrolling " + METERS + " meters");
            EnrolledMeters meters =
                    EnrolledMeters.at(
                            utility,
                            directory.resolve("meters"),
                            METERS,
                            first.minus(Duration.ofDays(1)));
            List<String> arguments = new ArrayList<>();
            arguments.add(meters.directory().toString());
            arguments.add(Long.toString(first.getEpochSecond()));
            arguments.add(Integer.toString(UPLOADS));
            arguments.add(Integer.toString(ROWS));
            arguments.addAll(meters.names());
            progress.accept("they connect");
            try (SecondProcess load =
                    SecondProcess.start(
                            directory.resolve("load.log"), PressProcess.class, arguments)) {
                progress.accept("uploads of " + ROWS + " intervals");
                load.letGo();
                Moment begin = Moment.of(utility.readings(), WARM_UP);
                double generator = load.cpuSeconds();
                double own = ownCpuSeconds();
                Moment end = Moment.of(utility.readings(), (long) METERS * (UPLOADS * ROWS + 1));
                generator = load.cpuSeconds() - generator;
                own = ownCpuSeconds() - own;
                progress.accept("the same uploads by COPY");
                CopyLimit copy = CopyLimit.measure(directory.resolve("copy"), batches(first));
                double seconds = end.secondsSince(begin);
                return List.of(
                        Row.of(
                                        "uploads of 16 × 4: values stored",
                                        end.valuesPerSecondSince(begin),
                                        "values/s")
                                .beside(
                                        "raw COPY of the same bytes",
                                        copy.recordsPerSecond() * QuarterHours.REGISTERS)
                                .atLeast(LEAST),
                        Row.of(
                                "uploads of 16 × 4: uploads acknowledged",
                                end.recordsPerSecondSince(begin) / ROWS,
                                "uploads/s"),
                        Row.of("processors used by the meters", generator / seconds, ""),
                        Row.of("processors used by the utility, without SQL", own / seconds, ""));
            }
        }
    }

    private static double ownCpuSeconds() {
        return ((com.sun.management.OperatingSystemMXBean)
                                ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    private static List<PackedBatch> batches(Instant first) {
        List<PackedBatch> batches = new ArrayList<>();
        int number = 4;
        for (var meter : EnrolledMeters.ids(METERS)) {
            QuarterHours records = new QuarterHours(number++, first);
            records.definition();
            for (int upload = 0; upload < UPLOADS; upload++) {
                List<JournalRecord> rows = records.rows(ROWS);
                batches.add(
                        new PackedBatch(
                                meter,
                                rows.getFirst().sequence(),
                                rows.size(),
                                RecordBatch.pack(rows, _ -> QuarterHours.PROFILE).toByteArray()));
            }
        }
        return batches;
    }
}
