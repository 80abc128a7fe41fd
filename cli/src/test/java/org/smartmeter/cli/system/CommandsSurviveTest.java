package org.smartmeter.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.cli.Smartmeter;
import org.smartmeter.device.Enrolment;
import org.smartmeter.device.EnrolmentRefusedException;
import org.smartmeter.headend.Invitation;
import org.smartmeter.network.Home;
import org.smartmeter.network.Network;
import org.smartmeter.network.NewHome;
import org.smartmeter.network.Transformer;
import org.smartmeter.server.UtilityAdministration;
import org.smartmeter.server.approval.SoftPasskey;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.v1.Order;
import tools.jackson.databind.JsonNode;

/// A home is cut and reconnected while the utility's process and the meter's are killed in between:
/// no command is lost, none is carried out twice. Then the other ends a command can come to, and
/// the guard that lets fifty cuts pass in an hour.
class CommandsSurviveTest {

    private static final String COMMANDS = "/api/operator/commands";
    private static final String APPROVALS = "/api/operator/approvals";
    private static final String PASSWORD = "correct horse battery";
    private static final MeterId HOME = new MeterId("SEM0000000000001");
    private static final int NEIGHBOURS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path directory;
    private Path configuration = Path.of("");
    private URI address = URI.create("");
    private ChildProcess utility;
    private ChildProcess meters;
    private SoftPasskey passkey;
    private OperatorScreen operator;
    private Optional<OperatorScreen> approver = Optional.empty();
    private int starts;

    @BeforeEach
    void start() throws IOException {
        int port = Ports.free();
        address = URI.create("http://127.0.0.1:" + port);
        configuration = directory.resolve("utility.properties");
        Files.writeString(
                configuration,
                """
                data.directory = %s
                http.port = %d
                broker.port = %d
                enrolment.port = %d
                commands.critical-per-hour = 50
                commands.critical-per-hour-and-feeder = 50
                """
                        .formatted(directory.resolve("utility"), port, Ports.free(), Ports.free()));
        startUtility();
        settle();
        signIn();
        passkey = new SoftPasskey("http://localhost:" + port, "localhost");
        register();
        startMeters();
    }

    @AfterEach
    void stop() {
        signOut();
        meters.close();
        utility.close();
    }

    @Test
    @Timeout(value = 240, unit = TimeUnit.SECONDS)
    void nothingIsLostNothingHappensTwiceAndTheGuardHoldsTheFiftyFirstCut() {
        aCutSurvivesThatTheUtilityIsKilledWhileItIsUnderWay();
        aReconnectionSurvivesThatEverybodyIsKilled();
        aCommandEndsAsItsMeterOrTheClockSays();
        theFiftyFirstCutOfAnHourIsHeld();
    }

    private void aCutSurvivesThatTheUtilityIsKilledWhileItIsUnderWay() {
        String cut = ask("{\"meters\":[\"" + HOME + "\"]}", "{\"kind\":\"disconnect\"}", "");
        assertThat(state(cut)).isEqualTo("requested");
        approve(cut);
        killUtility();
        awaitState(cut, "done");
        assertThat(operator.meter(HOME).path("supply").path("output").asString()).isEqualTo("open");
        assertThat(carriedOut(Order.DISCONNECT_FIELD_NUMBER)).isEqualTo(1);
        assertThat(transitions()).as("cut once").containsExactly(2L);
        assertThat(events(cut)).containsOnlyOnce("approved", "admitted", "done");
    }

    private void aReconnectionSurvivesThatEverybodyIsKilled() {
        meters.kill();
        await().atMost(PATIENCE).until(() -> !operator.meter(HOME).path("connected").asBoolean());
        String back = ask("{\"meters\":[\"" + HOME + "\"]}", "{\"kind\":\"reconnect\"}", "");
        killUtility();
        assertThat(state(back)).isEqualTo("queued");
        startMeters();
        awaitState(back, "done");
        assertThat(carriedOut(Order.RECONNECT_FIELD_NUMBER)).isEqualTo(1);
        assertThat(transitions()).as("cut, then ready").containsExactly(2L, 4L);
        assertThat(operator.meter(HOME).path("supply").path("state").asString()).isEqualTo("ready");
    }

    private void aCommandEndsAsItsMeterOrTheClockSays() {
        String refused =
                ask(
                        "{\"meters\":[\"" + HOME + "\"]}",
                        "{\"kind\":\"emergency\",\"profile\":7,\"durationSeconds\":60}",
                        "");
        String late =
                ask(
                        "{\"meters\":[\"" + neighbour(1) + "\"]}",
                        "{\"kind\":\"schedule\",\"samplePeriodSeconds\":60,\"pushPeriodSeconds\":60}",
                        ",\"until\":\"" + Instant.now().plusSeconds(3) + "\"");
        awaitState(refused, "refused");
        assertThat(command(refused).path("detail").asString()).contains("in the state it is in");
        awaitState(late, "expired");
        assertThat(events(late)).as("its meter was never there").doesNotContain("sent");
    }

    private void theFiftyFirstCutOfAnHourIsHeld() {
        String street = ask("{\"feeder\":\"F1\"}", "{\"kind\":\"disconnect\"}", "");
        approve(street);
        JsonNode progress = batch(street).path("batch").path("progress");
        assertThat(progress.path("queued").asInt()).isEqualTo(NEIGHBOURS - 1);
        assertThat(progress.path("quarantined").asInt()).isEqualTo(1);
        JsonNode held = operator.get(COMMANDS + "/quarantine").path(0);
        assertThat(held.path("why").asString()).contains("the limit is 50");
        approver()
                .post(
                        APPROVALS + "/quarantine/" + held.path("command").path("id") + "/release",
                        "{\"reason\":\"works announced to all\"}");
        assertThat(batch(street).path("batch").path("progress").path("queued").asInt())
                .isEqualTo(NEIGHBOURS);
        operator.post(
                COMMANDS + "/batches/" + street + "/withdrawal",
                "{\"reason\":\"works are called off\"}");
        assertThat(batch(street).path("batch").path("state").asString()).isEqualTo("over");
    }

    /// Operators, an approver, one home with a meter, and a street whose meters are away.
    private void settle() {
        try (UtilityAdministration administration =
                UtilityAdministration.open(UtilityConfiguration.read(configuration))) {
            administration.addOperator("operator", "The operator", PASSWORD);
            administration.addApprover("approver", "The approver", PASSWORD);
            Network network = administration.network();
            Instant since = Instant.now().minus(Duration.ofDays(1));
            network.createHomes(List.of(home(HOME, since)));
            List<Home> street =
                    network.createHomes(
                            IntStream.rangeClosed(1, NEIGHBOURS)
                                    .mapToObj(n -> home(neighbour(n), since))
                                    .toList());
            Transformer transformer = network.createTransformer("T1");
            network.feed(transformer, network.createFeeder("F1"), since);
            street.forEach(
                    home ->
                            network.connect(
                                    home.place().id(), transformer, Optional.empty(), since));
            enrol(administration, HOME, directory.resolve("meters"));
            IntStream.rangeClosed(1, NEIGHBOURS)
                    .parallel()
                    .forEach(n -> enrol(administration, neighbour(n), directory.resolve("street")));
        }
    }

    private static NewHome home(MeterId meter, Instant since) {
        return new NewHome(
                "Home of " + meter, "", ZoneOffset.UTC, "Customer of " + meter, meter, since);
    }

    private static MeterId neighbour(int number) {
        return new MeterId("SEM%013d".formatted(100 + number));
    }

    private static void enrol(UtilityAdministration administration, MeterId meter, Path homes) {
        Invitation invitation = administration.invite(meter);
        try {
            Enrolment.enrol(
                    invitation.url(),
                    invitation.fingerprint(),
                    invitation.code(),
                    meter,
                    homes.resolve(meter.value()).resolve("keys"));
        } catch (EnrolmentRefusedException e) {
            throw new AssertionError(e);
        }
    }

    private void startUtility() {
        starts++;
        utility =
                ChildProcess.start(
                        directory.resolve("utility-" + starts + ".log"),
                        "512m",
                        Smartmeter.class.getName(),
                        "utility",
                        "--config",
                        configuration.toString());
        utility.awaitOutput("utility ready");
    }

    /// Nobody's session outlives the process.
    private void signIn() {
        operator = OperatorScreen.signIn(address, "operator", PASSWORD);
    }

    private OperatorScreen approver() {
        OperatorScreen signedIn =
                approver.orElseGet(() -> OperatorScreen.signIn(address, "approver", PASSWORD));
        approver = Optional.of(signedIn);
        return signedIn;
    }

    private void signOut() {
        operator.close();
        approver.ifPresent(OperatorScreen::close);
        approver = Optional.empty();
    }

    private void killUtility() {
        utility.kill();
        signOut();
        startUtility();
        signIn();
    }

    private void startMeters() {
        meters =
                ChildProcess.start(
                        directory.resolve("meters-" + starts + ".log"),
                        "256m",
                        SwitchedMetersProcess.class.getName(),
                        directory.resolve("meters").toString());
        meters.awaitOutput("ready");
        await().atMost(PATIENCE).until(() -> operator.meter(HOME).path("connected").asBoolean());
    }

    private void register() {
        String challenge =
                approver()
                        .post(APPROVALS + "/passkeys/question", "{}")
                        .path("challenge")
                        .asString();
        approver()
                .post(
                        APPROVALS + "/passkeys",
                        "{\"registration\":%s,\"label\":\"test\"}"
                                .formatted(passkey.registration(challenge)));
    }

    private String ask(String to, String order, String more) {
        return operator.post(
                        COMMANDS,
                        "{\"id\":\"%s\",\"to\":%s,\"order\":%s,\"reason\":\"a test of kills\"%s}"
                                .formatted(UUID.randomUUID(), to, order, more))
                .path("id")
                .asString();
    }

    private void approve(String batch) {
        JsonNode asked = approver().get(APPROVALS + "/batches/" + batch);
        approver()
                .post(
                        APPROVALS + "/batches/" + batch,
                        "{\"list\":\"%s\",\"assertion\":%s}"
                                .formatted(
                                        asked.path("list").asString(),
                                        passkey.assertion(asked.path("challenge").asString())));
    }

    private JsonNode batch(String batch) {
        return operator.get(COMMANDS + "/batches/" + batch);
    }

    private JsonNode command(String batch) {
        return batch(batch).path("commands").path(0);
    }

    private String state(String batch) {
        return command(batch).path("state").asString();
    }

    private void awaitState(String batch, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(state(batch)).as("%s", events(batch)).isEqualTo(state));
    }

    /// What happened to the batch's first command.
    private List<String> events(String batch) {
        return operator.get(COMMANDS + "/" + command(batch).path("id") + "/history")
                .findValuesAsString("event");
    }

    /// How often the meter says that it carried out an order of a kind.
    private long carriedOut(int body) {
        return told(EventCode.ORDER_DONE).stream()
                .filter(event -> event.path("values").path(1).asInt() == body)
                .count();
    }

    /// How its switch moved, in order: 2 is b (cut), 4 is d (ready for reconnection).
    private List<Long> transitions() {
        return told(EventCode.SUPPLY_SWITCHED).reversed().stream()
                .map(event -> event.path("values").path(1).asLong())
                .toList();
    }

    /// The newest first.
    private List<JsonNode> told(EventCode code) {
        return StreamSupport.stream(operator.meter(HOME).path("events").spliterator(), false)
                .filter(event -> event.path("code").asInt() == code.number())
                .toList();
    }
}
