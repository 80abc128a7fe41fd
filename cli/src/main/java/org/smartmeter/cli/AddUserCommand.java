package org.smartmeter.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.smartmeter.server.UtilityAdministration;
import org.smartmeter.server.signin.Role;
import org.smartmeter.server.signin.User;
import org.smartmeter.server.signin.UserRefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Adds somebody who can sign in: the first operator, or the customer of a meter.
@Command(
        name = "add-user",
        description = {
            "Adds somebody who can sign in; works beside the running utility.",
            "The password is asked for, or is the first line of standard input."
        },
        mixinStandardHelpOptions = true)
final class AddUserCommand implements Callable<Integer> {

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
            description = "typed to sign in")
    private String name = "";

    @Option(
            names = "--display-name",
            paramLabel = "TEXT",
            description = "how the pages address them (default: the name)")
    private @Nullable String displayName;

    @Option(
            names = "--role",
            required = true,
            paramLabel = "operator|approver|customer",
            description =
                    "what they are; an approver is an operator who may approve others' commands")
    private Role role = Role.CUSTOMER;

    @Option(
            names = "--meter",
            paramLabel = "ID",
            description = "a customer's: whoever holds the account where it hangs")
    private @Nullable String meter;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (role == Role.CUSTOMER && meter == null) {
            throw new BadInput(
                    "a customer needs --meter, so that it is known whose readings they may see");
        }
        String shown = displayName == null ? name : displayName;
        try (UtilityAdministration administration = UtilityCommand.administer(file)) {
            User added =
                    switch (role) {
                        case OPERATOR -> administration.addOperator(name, shown, password());
                        case APPROVER -> administration.addApprover(name, shown, password());
                        case CUSTOMER ->
                                administration.addCustomer(
                                        name,
                                        shown,
                                        password(),
                                        InviteMeterCommand.meterId(
                                                Objects.requireNonNullElse(meter, "")));
                    };
            spec.commandLine()
                    .getOut()
                    .println(added.role().word() + " " + added.name() + " can sign in");
            return 0;
        } catch (UserRefusedException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    private static String password() throws IOException {
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            return String.valueOf(console.readPassword("password: "));
        }
        String line =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                        .readLine();
        if (line == null) {
            throw new BadInput("no password: write it on the first line of standard input");
        }
        return line;
    }
}
