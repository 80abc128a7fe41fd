package org.smartmeter.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.smartmeter.server.StartFailedException;
import org.smartmeter.server.UtilityAdministration;
import org.smartmeter.server.UtilityServer;
import org.smartmeter.server.configuration.ConfigurationException;
import org.smartmeter.server.configuration.UtilityConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs the utility's server until it is interrupted.
@Command(
        name = "utility",
        description = "Runs the utility's server.",
        mixinStandardHelpOptions = true,
        subcommands = {
            AddUserCommand.class,
            ForgetPasskeysCommand.class,
            InviteMeterCommand.class,
            ImportCommand.class,
            ImportReadingsCommand.class,
            BackupCommand.class,
            RestoreCommand.class
        })
final class UtilityCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the utility's configuration, lines of key = value")
    private @Nullable Path file;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (file == null) {
            throw new ParameterException(
                    spec.commandLine(), "say which configuration: --config FILE");
        }
        UtilityConfiguration configuration = read(file);
        try (UtilityServer server = UtilityServer.start(configuration)) {
            Interruption.closes(server::close);
            PrintWriter out = spec.commandLine().getOut();
            out.println("utility ready: " + server.address());
            out.flush();
            server.awaitStop();
        } catch (StartFailedException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
        return 0;
    }

    /// Opens the utility's house for an administrator's command, whether the server runs or not.
    ///
    /// @throws BadInput if it cannot be opened
    static UtilityAdministration administer(Path file) {
        try {
            return UtilityAdministration.open(read(file));
        } catch (StartFailedException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    /// @throws BadInput naming file, line and reason
    static UtilityConfiguration read(Path file) {
        try {
            return UtilityConfiguration.read(file);
        } catch (ConfigurationException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }
}
