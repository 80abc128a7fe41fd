package org.smartmeter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.headend.Invitation;
import org.smartmeter.server.audit.Access;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.server.configuration.UtilityConfiguration.HttpEnd;
import org.smartmeter.server.signin.UserRefusedException;
import org.smartmeter.terms.MeterId;

class UtilityServerTest {

    private static final MeterId METER = new MeterId("SEM0000000000042");

    /// One directory through several lives of the utility, because each start of PostgreSQL costs
    /// seconds.
    @Test
    void theUtilityStartsFailsInOrderAndStartsAgainOnTheSameDirectory(@TempDir Path directory)
            throws Exception {
        UtilityConfiguration configuration = UtilityConfiguration.loopback(directory);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            aTakenPortIsOneClearLine(configuration, taken.getLocalPort());
        }
        try (UtilityServer server = UtilityServer.start(configuration)) {
            server.users().addOperator("omar", "Omar", "correct horse");
            try (Browser omar = new Browser(server.address()).signIn("omar")) {
                assertThat(omar.get("/api/operator/overview").status()).isEqualTo(200);
            }
            anAdministratorWorksBesideIt(configuration, server);
        }
        Files.createFile(directory.resolve("restored"));
        try (UtilityServer again = UtilityServer.start(configuration);
                Browser browser = new Browser(again.address())) {
            browser.signIn("omar").signIn("olga");
            assertThat(directory.resolve("restored")).doesNotExist();
            assertThat(again.accessRecord().newest(10))
                    .extracting(Access::actor, Access::detail)
                    .contains(
                            tuple(
                                    "restoration",
                                    "0 commands: restored from a copy; ask again for what is still"
                                            + " wanted"));
            assertThat(again.accessRecord().firstBroken()).isEmpty();
            again.close();
            again.awaitStop();
            assertThatThrownBy(() -> browser.get("/")).isInstanceOf(AssertionError.class);
        }
    }

    private static void aTakenPortIsOneClearLine(UtilityConfiguration configuration, int port) {
        assertThatThrownBy(() -> UtilityServer.start(configuration.withHttpPort(port)))
                .isInstanceOf(StartFailedException.PortInUse.class)
                .hasMessage(
                        "the web server cannot listen at 127.0.0.1:"
                                + port
                                + ": the port is in use; stop what uses it or choose another one");
        assertThatThrownBy(() -> UtilityServer.start(configuration.withLinePorts(port, 0)))
                .isInstanceOf(StartFailedException.PortInUse.class)
                .hasMessageContaining("the line to the meters cannot listen at 127.0.0.1")
                .message()
                .hasLineCount(1);
    }

    private static void anAdministratorWorksBesideIt(
            UtilityConfiguration configuration, UtilityServer server) {
        try (UtilityAdministration administration = UtilityAdministration.open(configuration)) {
            administration.addOperator("olga", "Olga", "correct horse");
            assertThatThrownBy(() -> administration.addOperator("OLGA", "Olga", "correct horse"))
                    .isInstanceOf(UserRefusedException.class)
                    .hasMessageContaining("there is a user 'olga' already");
            assertThatThrownBy(() -> administration.addOperator("otto", "Otto", "short"))
                    .hasMessageContaining("8 to 256 characters");
            administration.addApprover("zara", "Zara", "correct horse");
            assertThat(administration.forgetPasskeys("Zara")).isZero();
            assertThatThrownBy(() -> administration.forgetPasskeys("olga"))
                    .hasMessage("there is no approver 'olga'");
            Invitation invitation = administration.invite(METER);
            assertThat(invitation.fingerprint()).isEqualTo(server.headend().fingerprint());
        }
        try (Browser olga = new Browser(server.address())) {
            olga.signIn("olga");
        }
    }

    @Test
    void anAddressThatIsNotOursIsNamed(@TempDir Path directory) throws IOException {
        UtilityConfiguration elsewhere =
                UtilityConfiguration.loopback(directory)
                        .withHttp(new HttpEnd("192.0.2.1", 0, java.util.Optional.empty()));

        assertThatThrownBy(() -> UtilityServer.start(elsewhere))
                .isInstanceOf(StartFailedException.class)
                .isNotInstanceOf(StartFailedException.PortInUse.class)
                .hasMessageContaining("the web server cannot listen at 192.0.2.1");
    }
}
