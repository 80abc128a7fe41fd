package org.smartmeter.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Looks at a meter's journal.
@Command(
        name = "journal",
        description = "Looks at a meter's journal.",
        mixinStandardHelpOptions = true,
        subcommands = JournalVerifyCommand.class)
final class JournalCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with the journal: verify");
    }
}
