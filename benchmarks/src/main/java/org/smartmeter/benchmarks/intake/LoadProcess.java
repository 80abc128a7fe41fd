package org.smartmeter.benchmarks.intake;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.smartmeter.device.BoardClock;
import org.smartmeter.device.Device;
import org.smartmeter.device.DeviceRunner;
import org.smartmeter.device.MeterKeys;
import org.smartmeter.device.MqttLineConnector;
import org.smartmeter.device.Schedule;
import org.smartmeter.simulator.fleet.SimulatedMeter;

/// The second process: meters that were enrolled before live through weeks with the link down, say
/// `ready`, wait for a line on standard input, and come up on the line all at once. `LoadProcess
/// DIRECTORY DAYS SAMPLE_PERIOD METER…`.
public final class LoadProcess {

    private static final int THREADS = 2;
    private static final Duration WINDOW_OF_A_ROW = Duration.ofSeconds(60);
    private static final Instant BUILD_DATE = Instant.parse("2000-01-01T00:00:00Z");

    private LoadProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Duration past = Duration.ofDays(Long.parseLong(arguments[1]));
        int samplePeriod = Integer.parseInt(arguments[2]);
        BoardClock clock = BoardClock.system();
        List<MeterKeys> keys = new ArrayList<>();
        for (int i = 3; i < arguments.length; i++) {
            keys.add(MeterKeys.load(directory.resolve(arguments[i]).resolve("keys")).orElseThrow());
        }
        List<SimulatedMeter> meters =
                keys.stream().map(key -> meter(key, directory, samplePeriod)).toList();
        liveThrough(meters, clock.now().minus(past), clock.now());
        tell("ready");
        if (System.in.read() < 0) {
            return;
        }
        try (DeviceRunner runner = new DeviceRunner(clock, THREADS)) {
            for (int i = 0; i < meters.size(); i++) {
                Device device =
                        meters.get(i).start(new MqttLineConnector(keys.get(i)), clock.now());
                runner.run(device, (_, _) -> Instant.MAX);
            }
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }

    private static SimulatedMeter meter(MeterKeys keys, Path directory, int samplePeriod) {
        return new SimulatedMeter(
                SimulatedMeter.settings(keys.meter(), BUILD_DATE)
                        .withSchedule(new Schedule(samplePeriod, keys.schedule().pushPeriod())),
                keys.deviceKeys(),
                directory.resolve(keys.meter().value()));
    }

    private static void liveThrough(List<SimulatedMeter> meters, Instant from, Instant to)
            throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> pasts = new ArrayList<>();
            long number = 1;
            for (SimulatedMeter meter : meters) {
                long seed = number++;
                pasts.add(
                        threads.submit(
                                () ->
                                        meter.liveThrough(
                                                new RestlessLoad(seed, WINDOW_OF_A_ROW, from),
                                                to)));
            }
            for (Future<?> past : pasts) {
                past.get();
            }
        }
    }

    /// Standard output is the channel to the process that started this one.
    private static void tell(String word) {
        System.out.println(word);
        System.out.flush();
    }
}
