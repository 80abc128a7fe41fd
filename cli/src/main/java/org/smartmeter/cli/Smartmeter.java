package org.smartmeter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.smartmeter.device.BadConfigurationException;
import org.smartmeter.device.BuiltSoftware;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The root of the command line. Exit codes: 0 done, 1 it ran and the answer is no, 2 wrong use or
/// bad input.
@Command(
        name = "smartmeter",
        description = "A smart energy meter and everything behind it.",
        mixinStandardHelpOptions = true,
        versionProvider = Smartmeter.Version.class,
        subcommands = {
            DemoCommand.class,
            UtilityCommand.class,
            MeterCommand.class,
            MeasureCommand.class,
            CalibrateCommand.class,
            ReadCommand.class,
            ValidateCommand.class,
            JournalCommand.class,
            BenchCommand.class,
            SimulateCommand.class
        },
        footer = {
            "",
            "Also: smartmeter test runs all tests (the launcher does that itself).",
            "Every level has --help."
        })
public final class Smartmeter implements Runnable {

    static final int NO = 1;
    static final int BAD_INPUT = 2;

    /// The version that meters say they have.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"smartmeter " + BuiltSoftware.running().version()};
        }
    }

    @Spec private CommandSpec spec = CommandSpec.create();

    private Smartmeter() {}

    /// Libraries that log by the JDK's own means come to the same place and the same levels.
    public static void main(String[] arguments) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(run(arguments));
    }

    /// Runs one command and returns its exit code.
    static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    /// The same, told elsewhere than to the terminal.
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return commandLine().setOut(out).setErr(err).execute(arguments);
    }

    private static CommandLine commandLine() {
        return new CommandLine(new Smartmeter())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Smartmeter::explain);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do");
    }

    private static int explain(
            Exception thrown, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        String reason =
                switch (thrown) {
                    case BadInput bad -> String.valueOf(bad.getMessage());
                    case BadConfigurationException bad -> String.valueOf(bad.getMessage());
                    case UncheckedIOException wrapped -> FileTrouble.of(wrapped);
                    case IOException trouble -> FileTrouble.of(trouble);
                    default -> throw thrown;
                };
        command.getErr().println("smartmeter: " + reason);
        return BAD_INPUT;
    }
}
