package org.smartmeter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.smartmeter.board.memory.FlashPath;
import org.smartmeter.journal.DirectoryFiles;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.Verification;
import org.smartmeter.journal.flash.FlashFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Checks a meter's journal record by record; exit code 1 when a fault is found.
@Command(
        name = "verify",
        description = "Checks a meter's journal record by record. Changes nothing.",
        mixinStandardHelpOptions = true)
final class JournalVerifyCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIR",
            description = "the journal's directory, a flash part like /dev/mtd0, or its image")
    private Path directory = Path.of("");

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Verification found = verify();
        if (found.epoch() == 0) {
            throw new BadInput(directory + ": holds no journal");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            new Report()
                    .with("records", found.records())
                    .with("firstSequence", found.firstSequence())
                    .with("lastSequence", found.lastSequence())
                    .with("epoch", found.epoch())
                    .with("acknowledged", found.acknowledged())
                    .with("tornBytes", found.tornBytes())
                    .with("faults", found.faults())
                    .print(out);
        } else {
            out.println(
                    found.records()
                            + " records, "
                            + found.firstSequence()
                            + " to "
                            + found.lastSequence()
                            + ", epoch "
                            + found.epoch()
                            + ", acknowledged to "
                            + found.acknowledged());
            if (found.tornBytes() > 0) {
                out.println(
                        found.tornBytes()
                                + " bytes torn off at the end, as a power cut leaves them");
            }
            found.faults().forEach(fault -> out.println("fault: " + fault));
        }
        return found.faults().isEmpty() ? 0 : Smartmeter.NO;
    }

    private Verification verify() {
        if (Files.isDirectory(directory)) {
            return Journal.verify(DirectoryFiles.readOnly(directory));
        }
        if (!Files.exists(directory)) {
            throw new BadInput(directory + ": no such directory");
        }
        try (FlashFiles flash = FlashFiles.readOnly(new FlashPath(directory).readOnly())) {
            return Journal.verify(flash);
        } catch (UncheckedIOException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }
}
