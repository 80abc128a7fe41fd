package org.smartmeter.benchmarks.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.smartmeter.benchmarks.Benchmark;
import org.smartmeter.benchmarks.BenchmarkResult;
import org.smartmeter.benchmarks.BenchmarkResult.Row;
import org.smartmeter.benchmarks.Directories;
import org.smartmeter.benchmarks.Machine;
import org.smartmeter.device.Enrolment;
import org.smartmeter.device.EnrolmentRefusedException;
import org.smartmeter.headend.Invitation;
import org.smartmeter.network.NewHome;
import org.smartmeter.server.UtilityServer;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.terms.MeterId;

/// How many register values a second reach the store: from the journals of meters in a second
/// process through TLS, seals and broker to committed with fsync. Beside it stands what
/// PostgreSQL's COPY makes of the same bytes on the same machine: the limit.
public final class IntakeBenchmark implements Benchmark {

    private static final int METERS = 100;
    private static final int DAYS = 20;
    private static final int SAMPLE_PERIOD = 60;
    private static final int REGISTERS = 8;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /// What stored totals were when.
    private record Moment(long nanos, long records, long values) {}

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
        Path directory = Files.createTempDirectory("smartmeter-bench-intake");
        try (UtilityServer utility =
                UtilityServer.start(UtilityConfiguration.loopback(directory.resolve("utility")))) {
            progress.accept("enrolling " + METERS + " meters");
            enrol(utility, directory.resolve("meters"));
            progress.accept(
                    "the meters live through "
                            + DAYS
                            + " days, a row every "
                            + SAMPLE_PERIOD
                            + " s");
            try (Load load = Load.start(directory, meters(), DAYS, SAMPLE_PERIOD)) {
                progress.accept("the link comes up");
                return measure(utility, load, directory, progress);
            }
        } finally {
            Directories.delete(directory);
        }
    }

    private BenchmarkResult measure(
            UtilityServer utility, Load load, Path directory, Consumer<String> progress)
            throws IOException, InterruptedException {
        long expected = (long) METERS * DAYS * 24 * 3_600 / SAMPLE_PERIOD;
        load.comeUp();
        Moment first = waitFor(utility, 1);
        Moment last = waitFor(utility, expected);
        double seconds = (last.nanos() - first.nanos()) / 1e9;
        double values = last.values() - first.values();
        progress.accept("the same bytes by COPY");
        CopyLimit copy = CopyLimit.measure(directory.resolve("copy"), load.batches(METERS * 100));
        double copyValuesPerSecond = copy.recordsPerSecond() * REGISTERS;
        return new BenchmarkResult(
                name(),
                Machine.here(),
                List.of(
                        Row.of("register values stored", values / seconds, "values/s")
                                .beside("raw COPY of the same bytes", copyValuesPerSecond),
                        Row.of(
                                        "records stored",
                                        (last.records() - first.records()) / seconds,
                                        "records/s")
                                .beside("raw COPY of the same bytes", copy.recordsPerSecond()),
                        Row.of(
                                "bytes of a value on the line, before the seal",
                                copy.bytesPerRecord() / REGISTERS,
                                "B"),
                        Row.of("meters", METERS, "meters"),
                        Row.of("seconds measured", seconds, "s")),
                last.records() >= expected);
    }

    private static Moment waitFor(UtilityServer utility, long records) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            var totals = utility.readings().totals();
            long now = System.nanoTime();
            if (totals.records() >= records) {
                return new Moment(now, totals.records(), totals.values());
            }
            if (now > deadline) {
                throw new IllegalStateException(
                        "after "
                                + LONGEST.toMinutes()
                                + " minutes only "
                                + totals.records()
                                + " of "
                                + records
                                + " records are stored");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK.toMillis()));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private static void enrol(UtilityServer utility, Path directory) {
        Instant since = Instant.now().minus(Duration.ofDays(DAYS + 1L));
        utility.network()
                .createHomes(
                        meters().stream()
                                .map(
                                        meter ->
                                                new NewHome(
                                                        meter.value(),
                                                        "",
                                                        ZoneOffset.UTC,
                                                        meter.value(),
                                                        meter,
                                                        since))
                                .toList());
        meters().parallelStream()
                .forEach(
                        meter -> {
                            Invitation invitation = utility.headend().invite(meter);
                            try {
                                Enrolment.enrol(
                                        invitation.url(),
                                        invitation.fingerprint(),
                                        invitation.code(),
                                        meter,
                                        directory.resolve(meter.value()).resolve("keys"));
                            } catch (EnrolmentRefusedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
    }

    private static List<MeterId> meters() {
        return IntStream.rangeClosed(1, METERS)
                .mapToObj(n -> new MeterId("BEN%013d".formatted(n)))
                .toList();
    }
}
