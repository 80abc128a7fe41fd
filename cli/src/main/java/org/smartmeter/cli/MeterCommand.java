package org.smartmeter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.smartmeter.board.MeterProgram;
import org.smartmeter.board.RunningMeter;
import org.smartmeter.device.FrontEndKind;
import org.smartmeter.device.MeterKeys;
import org.smartmeter.drivers.Drivers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs one enrolled meter until it is interrupted: the program of the board, which can also
/// measure simulated homes here.
@Command(
        name = "meter",
        description = "Runs one meter.",
        mixinStandardHelpOptions = true,
        subcommands = {
            EnrolCommand.class,
            MeterShowCommand.class,
            MeterPinCommand.class,
            SignImageCommand.class
        })
final class MeterCommand implements Callable<Integer> {

    private static final String USUAL_SOURCE = "home 1";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the meter's configuration, lines of key = value")
    private @Nullable Path file;

    @Option(names = "--display", description = "show the meter's display in this terminal")
    private boolean display;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (file == null) {
            throw new ParameterException(
                    spec.commandLine(), "say which configuration: --config FILE");
        }
        MeterProgram program = MeterProgram.read(file, sources(), USUAL_SOURCE);
        CountDownLatch ended = new CountDownLatch(1);
        try (RunningMeter meter = program.start()) {
            if (display) {
                new TerminalView(
                                meter.screens()::now,
                                spec.commandLine().getOut(),
                                TerminalView.isTerminal())
                        .followUntilInterrupted(meter::close);
                return 0;
            }
            Interruption.closes(
                    () -> {
                        meter.close();
                        ended.countDown();
                    });
            MeterKeys keys = program.keys();
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    "meter "
                            + keys.meter()
                            + " runs; its line goes to "
                            + keys.brokerHost()
                            + ":"
                            + keys.brokerPort());
            meter.screens().page().ifPresent(page -> out.println("its page is at " + page));
            out.flush();
            ended.await();
        }
        return 0;
    }

    private static List<FrontEndKind> sources() {
        return Stream.concat(Drivers.all().stream(), SimulatedSources.ALL.stream()).toList();
    }
}
