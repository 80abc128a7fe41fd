package org.smartmeter.headend;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.smartmeter.headend.RefusalReason.BROKEN_SEAL;
import static org.smartmeter.headend.RefusalReason.REVOKED_CERTIFICATE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.database.Database;
import org.smartmeter.database.TestDatabases;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Topic;
import org.smartmeter.wire.v1.Hello;

/// The line through a real Mosquitto, set up by the very files that `README.md` hands out.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExternalBrokerTest {

    private static final long EPOCH = Instant.now().getEpochSecond() - 1_000;

    private Path directory;
    private int port;
    private Database database;
    private Headend headend;
    private Process mosquitto;
    private final ModelIntake intake = new ModelIntake();
    private int meters;

    @BeforeAll
    void open(@TempDir Path given) throws IOException {
        directory = given;
        port = freePort();
        database = TestDatabases.fresh();
        headend =
                new Headend(
                        new HeadendSettings(
                                directory.resolve("keys"),
                                directory.resolve("approval"),
                                List.of("localhost"),
                                new BrokerSettings.External("localhost", port),
                                "127.0.0.1",
                                0,
                                HeadendSettings.DEFAULT_SCHEDULE,
                                HeadendSettings.Limits.DEFAULT),
                        database,
                        intake,
                        (meter, live) -> {},
                        InstantSource.system());
        headend.start();
        startBroker();
    }

    @AfterAll
    void close() {
        headend.close();
        mosquitto.destroy();
        database.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Path program() {
        return Stream.concat(
                        Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"))
                .map(folder -> Path.of(folder, "mosquitto"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        "Mosquitto is not installed; on Debian: apt-get install"
                                                + " mosquitto"));
    }

    private void startBroker() throws IOException {
        Path keys = directory.resolve("keys");
        Files.copy(
                Path.of("src/main/mosquitto/acl"),
                keys.resolve("acl"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        String settings =
                Files.readString(Path.of("src/main/mosquitto/mosquitto.conf"))
                        .replace("KEYS", keys.toString())
                        .replace("listener 8883", "listener " + port + " 127.0.0.1");
        Path file = directory.resolve("mosquitto.conf");
        // Started by root it would otherwise become a user who cannot read these keys.
        Files.writeString(file, settings + "user root\n");
        mosquitto =
                new ProcessBuilder(program().toString(), "-c", file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("mosquitto.log").toFile())
                        .start();
    }

    private TestMeter enrolled() throws Exception {
        return TestMeter.enrolled(headend, new MeterId(String.format("SEM%013d", ++meters)));
    }

    private TestMeter listening() throws Exception {
        TestMeter meter = enrolled();
        await().atMost(20, SECONDS).ignoreExceptions().until(() -> meter.listening() != null);
        return meter;
    }

    /// The utility may still be on its way to the broker: a meter sends until it is acknowledged.
    private static void awaitStored(TestMeter meter, long upTo) {
        await().atMost(30, SECONDS)
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> {
                            meter.up(meter.side.records(EPOCH, 1, (int) upTo));
                            return meter.lastStored();
                        },
                        stored -> stored == upTo);
    }

    @Test
    void aMeterIsServedThroughMosquittoAndAgainWhenItComesBack() throws Exception {
        TestMeter meter = listening();
        awaitStored(meter, 40);
        assertThat(headend.connected(meter.id)).isTrue();

        mosquitto.destroyForcibly().waitFor();
        startBroker();
        await().atMost(20, SECONDS).ignoreExceptions().until(() -> meter.listening() != null);
        awaitStored(meter, 50);
        meter.close();
    }

    @Test
    void mosquittoKeepsAMeterToItsOwnTopics() throws Exception {
        TestMeter meter = listening();
        TestMeter victim = listening();
        awaitStored(meter, 5);

        String foreign = new Topic(victim.id, Channel.UP).toString();
        meter.publish(foreign, victim.side.records(EPOCH, 1, 9));
        awaitStored(meter, 6);
        assertThat(intake.of(victim.id, new Epoch(EPOCH)).count()).isZero();

        victim.up(meter.side.hello(Hello.newBuilder().setEpoch(EPOCH).build()));
        await().atMost(10, SECONDS)
                .untilAsserted(
                        () ->
                                assertThat(headend.refusals().counts(victim.id, Instant.EPOCH))
                                        .containsKey(BROKEN_SEAL));
        meter.close();
        victim.close();
    }

    @Test
    void aRevokedMeterIsNotHeardAndStandsOnTheList() throws Exception {
        TestMeter meter = listening();
        awaitStored(meter, 5);
        headend.revoke(meter.id);
        meter.up(meter.side.records(EPOCH, 6, 5));
        await().atMost(10, SECONDS)
                .untilAsserted(
                        () ->
                                assertThat(headend.refusals().counts(meter.id, Instant.EPOCH))
                                        .containsKey(REVOKED_CERTIFICATE));
        meter.close();

        mosquitto.destroyForcibly().waitFor();
        startBroker();
        try (TestMeter other = listening()) {
            awaitStored(other, 1);
        }
        assertThatThrownBy(meter::connect).isInstanceOf(Exception.class);
    }
}
