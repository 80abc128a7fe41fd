package org.smartmeter.cli.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.smartmeter.device.Enrolment;
import org.smartmeter.device.EnrolmentRefusedException;
import org.smartmeter.device.MeterKeys;
import org.smartmeter.headend.Invitation;
import org.smartmeter.network.NewHome;
import org.smartmeter.server.UtilityServer;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.terms.MeterId;

/// The real server in this process with everything it keeps in one directory, an operator in front
/// of it, and meters that enrol as they would at home.
final class RunningUtility implements AutoCloseable {

    /// All meters hang at their places since a day.
    static final Duration INSTALLED_FOR = Duration.ofDays(1);

    private static final String PASSWORD = "correct horse battery";

    private final Path directory;
    private final UtilityServer server;

    private RunningUtility(Path directory, UtilityServer server) {
        this.directory = directory;
        this.server = server;
    }

    static RunningUtility start(Path directory) throws IOException {
        Path configuration = directory.resolve("utility.properties");
        Files.writeString(
                configuration,
                """
                data.directory = %s
                http.port = 0
                broker.port = %d
                enrolment.port = %d
                """
                        .formatted(directory.resolve("utility"), Ports.free(), Ports.free()));
        UtilityServer server = UtilityServer.start(UtilityConfiguration.read(configuration));
        server.users().addOperator("operator", "The operator", PASSWORD);
        return new RunningUtility(directory, server);
    }

    UtilityServer server() {
        return server;
    }

    /// Where the utility keeps its keys.
    Path keys() {
        return directory.resolve("utility").resolve("keys");
    }

    OperatorScreen operator() {
        return OperatorScreen.signIn(server.address(), "operator", PASSWORD);
    }

    /// Installs the meter at a place of its own and enrols it.
    MeterKeys enrol(MeterId meter) {
        install(meter);
        Invitation invitation = server.headend().invite(meter);
        try {
            return Enrolment.enrol(
                    invitation.url(),
                    invitation.fingerprint(),
                    invitation.code(),
                    meter,
                    directory.resolve("enrolled").resolve(meter.value()));
        } catch (EnrolmentRefusedException e) {
            throw new AssertionError(e);
        }
    }

    void install(MeterId meter) {
        server.network()
                .createHomes(
                        List.of(
                                new NewHome(
                                        "Home of " + meter,
                                        "",
                                        ZoneOffset.UTC,
                                        "Customer of " + meter,
                                        meter,
                                        Instant.now().minus(INSTALLED_FOR))));
    }

    @Override
    public void close() {
        server.close();
    }
}
