package org.smartmeter.benchmarks.footprint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.smartmeter.benchmarks.Benchmark;
import org.smartmeter.benchmarks.BenchmarkResult;
import org.smartmeter.benchmarks.BenchmarkResult.Row;
import org.smartmeter.device.Enrolment;
import org.smartmeter.device.EnrolmentRefusedException;
import org.smartmeter.headend.Invitation;
import org.smartmeter.network.NewHome;
import org.smartmeter.server.UtilityServer;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.terms.MeterId;

/// What a live meter of one phase costs its board: the image as it is installed, with the flags of
/// its own unit file, measures every sample of a recorded wave at 8 kSa/s and the quality of the
/// supply, writes its journal, keeps its line over TLS to a real utility and has its page open in a
/// browser. Its processor time and memory are what Linux counts.
///
/// `-Dsmartmeter.footprint.minutes=M` measures for another time than ten minutes.
public final class FootprintBenchmark implements Benchmark {

    private static final MeterId METER = new MeterId("BEN0000000000001");
    private static final int RATE = 8_000;
    private static final int USUAL_MINUTES = 10;
    private static final Duration WARM = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final double MOST_PERCENT_OF_A_CORE = 2;
    private static final double MOST_RESIDENT_MEBIBYTES = 96;
    private static final long LEAST_RECORDS = 5;

    /// The page is painted each second; a little is left for its being late.
    private static final double LEAST_EVENTS_A_SECOND = 0.95;

    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public String description() {
        return "processor time and memory of the meter's own program, as installed, measuring live";
    }

    @Override
    public BenchmarkResult run(Consumer<String> progress) throws IOException, InterruptedException {
        Duration time =
                Duration.ofMinutes(
                        Integer.getInteger("smartmeter.footprint.minutes", USUAL_MINUTES));
        progress.accept("making the meter's image");
        Path image = MeterImage.make();
        Path directory = Files.createTempDirectory("smartmeter-bench-footprint");
        try (UtilityServer utility =
                UtilityServer.start(UtilityConfiguration.loopback(directory.resolve("utility")))) {
            enrol(utility, directory);
            int port = freePort();
            Path configuration = configure(directory, port);
            URI page = URI.create("http://127.0.0.1:" + port + "/");
            progress.accept(
                    "the meter runs for a minute, so that it keeps its classes in the archive");
            try (MeterProcess first = start(image, configuration, directory);
                    OpenPage browser = OpenPage.open(page)) {
                first.runs(WARM);
                browser.look();
            }
            try (MeterProcess meter = start(image, configuration, directory);
                    OpenPage browser = OpenPage.open(page)) {
                return measure(meter, browser, utility, image, time, progress);
            }
        } finally {
            delete(directory);
        }
    }

    private static MeterProcess start(Path image, Path configuration, Path directory)
            throws IOException {
        return MeterProcess.start(
                image,
                configuration,
                directory.resolve("classes.jsa"),
                directory.resolve("meter.log"));
    }

    private BenchmarkResult measure(
            MeterProcess meter,
            OpenPage browser,
            UtilityServer utility,
            Path image,
            Duration time,
            Consumer<String> progress)
            throws IOException, InterruptedException {
        progress.accept("the meter runs for " + time.toMinutes() + " minutes");
        long begin = System.nanoTime();
        meter.runs(WARM);
        double startSeconds = meter.processorSeconds();
        long warm = System.nanoTime();
        long shown = browser.events();
        List<Double> resident = new ArrayList<>();
        while (System.nanoTime() - begin < time.toNanos()) {
            meter.runs(LOOK);
            browser.look();
            resident.add(meter.mebibytes("VmRSS"));
        }
        double seconds = (System.nanoTime() - warm) / 1e9;
        double used = meter.processorSeconds() - startSeconds;
        boolean linked = utility.headend().status().connected() == 1;
        return BenchmarkResult.of(
                name(),
                List.of(
                        Row.of("processor time, of one core", 100 * used / seconds, "%")
                                .atMost(MOST_PERCENT_OF_A_CORE),
                        Row.of(
                                        "resident after " + time.toMinutes() + " min",
                                        resident.getLast(),
                                        "MiB")
                                .beside("the most at any time", meter.mebibytes("VmHWM"))
                                .atMost(MOST_RESIDENT_MEBIBYTES),
                        Row.of("of it the program's own", meter.mebibytes("RssAnon"), "MiB"),
                        Row.of("processor time of the first minute", startSeconds, "s"),
                        Row.of("links up", linked ? 1 : 0, "links").atLeast(1),
                        Row.of(
                                        "events on the page, a second",
                                        (browser.events() - shown) / seconds,
                                        "1/s")
                                .atLeast(LEAST_EVENTS_A_SECOND),
                        Row.of(
                                        "records stored at the utility",
                                        utility.readings().totals().records(),
                                        "records")
                                .atLeast(LEAST_RECORDS),
                        Row.of("size of the image", MeterImage.mebibytes(image), "MiB"),
                        Row.of("seconds measured", seconds, "s")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Path configure(Path directory, int port) throws IOException {
        Path wave = directory.resolve("wave.csv");
        StringBuilder samples = new StringBuilder("v,i\n");
        for (int n = 0; n < RATE; n++) {
            double angle = 2 * Math.PI * 50 * n / RATE;
            double volts = 325 * Math.sin(angle) + 8 * Math.sin(5 * angle);
            double amperes = 9 * Math.sin(angle - 0.3) + 3 * Math.sin(3 * angle);
            samples.append(volts).append(',').append(amperes).append('\n');
        }
        Files.writeString(wave, samples);
        Path configuration = directory.resolve("meter.conf");
        Files.writeString(
                configuration,
                """
                state.directory = meter
                source = wave wave.csv %d
                display.address = 127.0.0.1
                display.port = %d
                """
                        .formatted(RATE, port));
        return configuration;
    }

    private static void enrol(UtilityServer utility, Path directory) {
        Instant since = Instant.now().minus(Duration.ofDays(1));
        utility.network()
                .createHomes(
                        List.of(
                                new NewHome(
                                        METER.value(),
                                        "",
                                        ZoneOffset.UTC,
                                        METER.value(),
                                        METER,
                                        since)));
        Invitation invitation = utility.headend().invite(METER);
        try {
            Enrolment.enrol(
                    invitation.url(),
                    invitation.fingerprint(),
                    invitation.code(),
                    METER,
                    directory.resolve("meter").resolve("keys"));
        } catch (EnrolmentRefusedException e) {
            throw new IllegalStateException(e);
        }
        utility.headend()
                .schedule(
                        METER,
                        org.smartmeter.wire.v1.Schedule.newBuilder()
                                .setSamplePeriod(60)
                                .setPushPeriod(60)
                                .build());
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + directory, e);
        }
    }
}
