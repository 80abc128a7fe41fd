package org.smartmeter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.smartmeter.cli.demo.Household;
import org.smartmeter.device.BoardClock;
import org.smartmeter.device.DeviceRunner;
import org.smartmeter.device.MeterKeys;
import org.smartmeter.device.MqttLineConnector;
import org.smartmeter.simulator.MeasurementSource;
import org.smartmeter.simulator.fleet.SimulatedMeter;
import org.smartmeter.simulator.fleet.SourceFrontEnd;
import org.smartmeter.simulator.fleet.SteadyLoad;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs one enrolled meter until it is interrupted.
@Command(
        name = "meter",
        description = "Runs one meter.",
        mixinStandardHelpOptions = true,
        subcommands = EnrolCommand.class)
final class MeterCommand implements Callable<Integer> {

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Instant BUILD_DATE = Instant.parse("2026-11-22T00:00:00Z");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the meter's configuration, lines of key = value")
    private @Nullable Path file;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (file == null) {
            throw new ParameterException(
                    spec.commandLine(), "say which configuration: --config FILE");
        }
        MeterConfiguration configuration = MeterConfiguration.read(file);
        MeterKeys keys = keys(configuration.state());
        BoardClock clock = BoardClock.system();
        SimulatedMeter meter =
                new SimulatedMeter(
                        SimulatedMeter.settings(keys.meter(), BUILD_DATE)
                                .withSchedule(keys.schedule()),
                        keys.deviceKeys(),
                        configuration.state());
        CountDownLatch ended = new CountDownLatch(1);
        try (DeviceRunner runner = new DeviceRunner(clock, 1)) {
            runner.run(
                    meter.start(new MqttLineConnector(keys), clock.now()),
                    new SourceFrontEnd(source(configuration, clock.now()), STEP));
            Interruption.closes(
                    () -> {
                        runner.close();
                        ended.countDown();
                    });
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    "meter "
                            + keys.meter()
                            + " runs; its line goes to "
                            + keys.brokerHost()
                            + ":"
                            + keys.brokerPort());
            out.flush();
            ended.await();
        }
        return 0;
    }

    private static MeterKeys keys(Path state) {
        try {
            return MeterKeys.load(state.resolve("keys"))
                    .orElseThrow(
                            () ->
                                    new BadInput(
                                            state
                                                    + ": no meter is enrolled there; run smartmeter meter enrol first"));
        } catch (IllegalStateException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    private static MeasurementSource source(MeterConfiguration configuration, Instant from) {
        return switch (configuration.source()) {
            case MeterConfiguration.Source.SimulatedHome(int number) ->
                    new Household(number, configuration.zone()).live(from);
            case MeterConfiguration.Source.Steady(double watts) ->
                    new SteadyLoad(watts, STEP, from);
        };
    }
}
