package org.smartmeter.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.smartmeter.device.Enrolment;
import org.smartmeter.device.EnrolmentRefusedException;
import org.smartmeter.device.MeterKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Enrols one meter with the one-time code of `utility invite-meter`.
@Command(
        name = "enrol",
        description = {
            "Enrols this meter at its utility.",
            "utility invite-meter prints address, fingerprint and code."
        },
        mixinStandardHelpOptions = true)
final class EnrolCommand implements Callable<Integer> {

    @Option(
            names = "--meter",
            required = true,
            paramLabel = "ID",
            description = "as printed on the meter")
    private String meter = "";

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description = "the utility's enrolment address")
    private URI url = URI.create("");

    @Option(
            names = "--fingerprint",
            required = true,
            paramLabel = "SHA256",
            description = "of the server's certificate")
    private String fingerprint = "";

    @Option(
            names = "--code",
            required = true,
            paramLabel = "CODE",
            description = "good once, for seven days")
    private String code = "";

    @Option(
            names = "--state",
            required = true,
            paramLabel = "DIR",
            description = "the meter's state directory")
    private Path state = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try {
            MeterKeys keys =
                    Enrolment.enrol(
                            url,
                            fingerprint,
                            code,
                            InviteMeterCommand.meterId(meter),
                            state.resolve("keys"));
            spec.commandLine()
                    .getOut()
                    .println(
                            "meter "
                                    + meter
                                    + " is enrolled; its line goes to "
                                    + keys.brokerHost()
                                    + ":"
                                    + keys.brokerPort());
            return 0;
        } catch (EnrolmentRefusedException e) {
            spec.commandLine().getErr().println("smartmeter: " + e.getMessage());
            return Smartmeter.NO;
        } catch (IllegalArgumentException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }
}
