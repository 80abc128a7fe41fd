package org.smartmeter.cli.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.smartmeter.cli.demo.Household;
import org.smartmeter.device.BoardClock;
import org.smartmeter.device.DeviceRunner;
import org.smartmeter.device.MeterKeys;
import org.smartmeter.device.MqttLineConnector;
import org.smartmeter.device.supply.ControlMode;
import org.smartmeter.device.supply.SupplyPart;
import org.smartmeter.simulator.board.ModelRelay;
import org.smartmeter.simulator.fleet.SimulatedMeter;
import org.smartmeter.simulator.fleet.SourceFrontEnd;

/// A process of its own with meters that have a switch, to be killed: `SwitchedMetersProcess
/// DIRECTORY`. Each subdirectory is one meter that was enrolled before, `keys/` and `memory/`, in a
/// simulated home. Their relays close when the process starts, as ones that were exchanged.
public final class SwitchedMetersProcess {

    private static final Instant BUILD_DATE = Instant.parse("2020-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMillis(500);

    private SwitchedMetersProcess() {}

    public static void main(String[] arguments) throws Exception {
        try (DeviceRunner runner = new DeviceRunner(BoardClock.system(), 1)) {
            for (Path home : homes(Path.of(arguments[0]))) {
                start(home, runner);
            }
            System.out.println("ready");
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }

    private static void start(Path home, DeviceRunner runner) {
        MeterKeys keys = MeterKeys.load(home.resolve("keys")).orElseThrow();
        ModelRelay relay = new ModelRelay(InstantSource.system());
        SimulatedMeter meter =
                new SimulatedMeter(
                        SimulatedMeter.settings(keys.meter(), BUILD_DATE), keys.deviceKeys(), home);
        Instant now = BoardClock.system().now();
        runner.run(
                meter.start(
                        new MqttLineConnector(keys),
                        List.of(new SupplyPart(ControlMode.MODE_5, relay, new Random(1))),
                        now),
                new SourceFrontEnd(
                        new Household(1, ZoneOffset.UTC).behind(relay).live(now), STEP, relay));
    }

    private static List<Path> homes(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }
}
