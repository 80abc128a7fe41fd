package org.smartmeter.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.smartmeter.database.DatabaseException;
import org.smartmeter.server.UtilityBackup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Copies what the utility keeps.
@Command(
        name = "backup",
        description = {
            "Copies the embedded database and the keys towards the meters; works beside the running utility.",
            "The copy holds secrets: keep it as safe as the original. What approvals rest on is left out; copy"
                    + " approval.directory apart. docs/backup.md says how to come back to any instant."
        },
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "the utility's configuration")
    private Path file = Path.of("");

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "where copies are kept; this one gets a directory of its own")
    private Path to = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try {
            Path copy = UtilityBackup.take(UtilityCommand.read(file), to, Instant.now());
            spec.commandLine().getOut().println(copy);
            return 0;
        } catch (DatabaseException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }
}
