package org.smartmeter.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.smartmeter.database.DatabaseException;
import org.smartmeter.server.UtilityBackup;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.terms.WrittenTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Makes a utility's data of a copy.
@Command(
        name = "restore",
        description = {
            "Makes the data directory that the configuration names out of a copy; it must have no database yet.",
            "With backup.archive set it goes on from there as far as the log reaches, or to --at."
        },
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "the utility's configuration")
    private Path file = Path.of("");

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DIR",
            description = "one copy, as 'utility backup' named it")
    private Path from = Path.of("");

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "as it was then, ISO 8601; without an offset in the utility's zone")
    private Optional<String> at = Optional.empty();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        UtilityConfiguration configuration = UtilityCommand.read(file);
        try {
            Optional<Instant> until =
                    at.map(text -> WrittenTime.candidates(text, configuration.zone()).getFirst());
            UtilityBackup.restore(configuration, from, until);
        } catch (DatabaseException | IllegalArgumentException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
        spec.commandLine().getOut().println("restored into " + configuration.dataDirectory());
        return 0;
    }
}
