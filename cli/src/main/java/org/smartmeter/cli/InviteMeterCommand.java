package org.smartmeter.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.smartmeter.headend.Invitation;
import org.smartmeter.network.NetworkConflictException;
import org.smartmeter.network.NewHome;
import org.smartmeter.server.UtilityAdministration;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.terms.MeterId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Makes the one-time code with which a meter enrols, and installs the meter at a place when told.
@Command(
        name = "invite-meter",
        description = {
            "Makes a one-time code, good for seven days, with which a meter enrols; works beside the running utility.",
            "With --place the meter is also installed there from now on."
        },
        mixinStandardHelpOptions = true)
final class InviteMeterCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "the utility's configuration")
    private Path file = Path.of("");

    @Option(
            names = "--meter",
            required = true,
            paramLabel = "ID",
            description = "as printed on the meter")
    private String meter = "";

    @Option(
            names = "--place",
            paramLabel = "NAME",
            description = "where it hangs, like '12 Garden Road'")
    private @Nullable String place;

    @Option(names = "--customer", paramLabel = "NAME", description = "who holds the account there")
    private @Nullable String customer;

    @Option(
            names = "--zone",
            paramLabel = "TZ",
            description = "of the account (default: the utility's)")
    private @Nullable String zone;

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        MeterId id = meterId(meter);
        if ((place == null) != (customer == null)) {
            throw new BadInput(
                    "--place and --customer go together: somebody holds the account of every place");
        }
        UtilityConfiguration configuration = UtilityCommand.read(file);
        try (UtilityAdministration administration = UtilityCommand.administer(file)) {
            if (place != null && customer != null) {
                ZoneId accountZone = zone == null ? configuration.zone() : ZoneText.zone(zone);
                administration
                        .network()
                        .createHomes(
                                List.of(
                                        new NewHome(
                                                place,
                                                place,
                                                accountZone,
                                                customer,
                                                id,
                                                Instant.now())));
            }
            print(administration.invite(id));
            return 0;
        } catch (NetworkConflictException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    private void print(Invitation invitation) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            new Report()
                    .with("meter", invitation.meter().value())
                    .with("url", invitation.url().toString())
                    .with("fingerprint", invitation.fingerprint())
                    .with("code", invitation.code())
                    .with("goodUntil", invitation.goodUntil().toString())
                    .print(out);
            return;
        }
        out.println("meter        " + invitation.meter());
        out.println("url          " + invitation.url());
        out.println("fingerprint  " + invitation.fingerprint());
        out.println(
                "code         "
                        + invitation.code()
                        + "   (good once, until "
                        + invitation.goodUntil()
                        + ")");
        out.println();
        out.println("on the meter:");
        out.println(
                "  smartmeter meter enrol --meter "
                        + invitation.meter()
                        + " --url "
                        + invitation.url()
                        + " \\\n    --fingerprint "
                        + invitation.fingerprint()
                        + " --code "
                        + invitation.code()
                        + " --state DIR");
    }

    /// @throws BadInput if it is none
    static MeterId meterId(String text) {
        try {
            return new MeterId(text);
        } catch (IllegalArgumentException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }
}
