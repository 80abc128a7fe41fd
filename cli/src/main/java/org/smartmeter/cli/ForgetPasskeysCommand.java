package org.smartmeter.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.smartmeter.server.UtilityAdministration;
import org.smartmeter.server.signin.UserRefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Forgets the passkeys of an approver whose device is lost.
@Command(
        name = "forget-passkeys",
        description = {
            "Forgets the passkeys of an approver whose device is lost; works beside the running"
                    + " utility.",
            "They register another one after the next sign-in. Change their password too, if it may"
                    + " be known."
        },
        mixinStandardHelpOptions = true)
final class ForgetPasskeysCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "the utility's configuration")
    private Path file = Path.of("");

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "the approver's, as typed to sign in")
    private String name = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (UtilityAdministration administration = UtilityCommand.administer(file)) {
            int forgotten = administration.forgetPasskeys(name);
            spec.commandLine()
                    .getOut()
                    .println(forgotten + " passkeys of " + name + " are forgotten");
            return 0;
        } catch (UserRefusedException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }
}
