package org.smartmeter.cli.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.smartmeter.device.BoardClock;
import org.smartmeter.device.Device;
import org.smartmeter.device.DeviceRunner;
import org.smartmeter.device.MeterKeys;
import org.smartmeter.device.MqttLineConnector;
import org.smartmeter.device.Schedule;
import org.smartmeter.simulator.fleet.SimulatedMeter;
import org.smartmeter.simulator.fleet.SourceFrontEnd;
import org.smartmeter.simulator.fleet.SteadyLoad;
import org.smartmeter.simulator.line.FaultyLineConnector;
import org.smartmeter.simulator.line.LineFaults;
import org.smartmeter.wire.LineConnector;

/// A process of its own full of meters that were enrolled before, to be killed: `FleetProcess
/// DIRECTORY SEED LOSS DUPLICATION DELAY LONGEST_DELAY_MS CORRUPTION`. Each subdirectory of the
/// directory is one meter: `keys/` and `memory/`. It runs until it is killed or its standard input
/// ends.
public final class FleetProcess {

    private static final int THREADS = 2;
    /// A row a second, sent as often as a utility may ask for.
    private static final Schedule BUSY = new Schedule(1, 10);

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final Instant BUILD_DATE = Instant.parse("2000-01-01T00:00:00Z");

    private FleetProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        LineFaults faults =
                new LineFaults(
                        Double.parseDouble(arguments[2]),
                        Double.parseDouble(arguments[3]),
                        Double.parseDouble(arguments[4]),
                        Duration.ofMillis(Long.parseLong(arguments[5])),
                        Double.parseDouble(arguments[6]));
        try (DeviceRunner runner = new DeviceRunner(BoardClock.system(), THREADS);
                ScheduledExecutorService timer = Executors.newScheduledThreadPool(1)) {
            start(directory, seed, faults, runner, timer);
            System.out.println("ready");
            untilInputEnds().await();
            timer.shutdownNow();
        }
    }

    private static void start(
            Path directory,
            long seed,
            LineFaults faults,
            DeviceRunner runner,
            ScheduledExecutorService timer)
            throws IOException {
        List<Path> meters = meters(directory);
        IntStream.range(0, meters.size())
                .parallel()
                .forEach(n -> start(meters.get(n), n, seed, faults, runner, timer));
    }

    private static void start(
            Path directory,
            int number,
            long seed,
            LineFaults faults,
            DeviceRunner runner,
            ScheduledExecutorService timer) {
        MeterKeys keys = MeterKeys.load(directory.resolve("keys")).orElseThrow();
        LineConnector line =
                new FaultyLineConnector(
                        new MqttLineConnector(keys),
                        faults,
                        new Random(seed * 1_000_003 + number),
                        timer);
        SimulatedMeter meter =
                new SimulatedMeter(
                        SimulatedMeter.settings(keys.meter(), BUILD_DATE).withSchedule(BUSY),
                        keys.deviceKeys(),
                        directory);
        Instant now = BoardClock.system().now();
        Device device = meter.start(line, now);
        runner.run(device, new SourceFrontEnd(new SteadyLoad(100 + number, WINDOW, now), WINDOW));
    }

    private static List<Path> meters(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return new ArrayList<>(entries.filter(Files::isDirectory).sorted().toList());
        }
    }

    private static CountDownLatch untilInputEnds() {
        CountDownLatch ended = new CountDownLatch(1);
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (var input = System.in) {
                                while (input.read() >= 0) {
                                    continue;
                                }
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            } finally {
                                ended.countDown();
                            }
                        });
        return ended;
    }
}
