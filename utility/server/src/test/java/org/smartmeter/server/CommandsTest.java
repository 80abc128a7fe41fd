package org.smartmeter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.commands.Person;
import org.smartmeter.server.Browser.Answer;
import org.smartmeter.server.approval.SoftPasskey;
import org.smartmeter.server.audit.Access;
import org.smartmeter.server.audit.Action;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.v1.Order;
import tools.jackson.databind.JsonNode;

/// Operators ask, another person approves with a passkey, the line carries, the meter's journal
/// answers; every act is on record.
@ExtendWith(Neighbourhood.Shared.class)
class CommandsTest {

    private static final String COMMANDS = "/api/operator/commands";
    private static final String APPROVALS = "/api/operator/approvals";
    private static final String CUT = "{\"kind\":\"disconnect\"}";
    private static final String LIMIT = "{\"kind\":\"limit\",\"normal\":3000}";
    private static final MeterId METER = Neighbourhood.CHAND;

    private final Neighbourhood town;
    private final SoftPasskey zaras;
    private final SoftPasskey yusufs;

    CommandsTest(Neighbourhood town) {
        this.town = town;
        zaras = passkey();
        yusufs = passkey();
    }

    private SoftPasskey passkey() {
        return new SoftPasskey("http://localhost:" + town.address().getPort(), "localhost");
    }

    @AfterEach
    void nobodyIsConnected() {
        town.line.connected.clear();
        town.line.orders.clear();
        town.approvals.forget(new Person("zara"));
        town.approvals.forget(new Person("yusuf"));
    }

    @Test
    void aCutGoesOutWhenAnotherPersonApprovedItAndIsDoneWhenTheMeterIsOpen() throws Exception {
        town.line.connected.add(METER);
        try (Browser omar = town.browserOf("omar");
                Browser zara = approver("zara", zaras)) {
            JsonNode batch = ask(omar, CUT);
            assertThat(batch.path("state").asString()).isEqualTo("waiting");
            assertThat(onRecord(Action.COMMAND).subject()).isEqualTo(METER.value());
            assertThat(board(omar).path("waiting").path(0).path("id").asString())
                    .isEqualTo(id(batch));
            assertThat(
                            omar.get("/api/operator/overview")
                                    .body()
                                    .path("attention")
                                    .findValuesAsString("kind"))
                    .contains("approval");

            Answer approved = approve(zara, zaras, batch);
            assertThat(approved.status()).as(approved.raw().body()).isEqualTo(200);
            assertThat(approved.body().path("approval").path("by").asString()).isEqualTo("zara");
            Access record = onRecord(Action.COMMAND_APPROVED);
            assertThat(record.actor()).isEqualTo("zara");
            assertThat(record.detail()).contains("non-payment", zaras.id());

            await().until(() -> !town.line.orders.isEmpty());
            Order order = Order.parseFrom(town.line.orders.getFirst().getOrder());
            assertThat(order.hasDisconnect()).isTrue();
            assertThat(town.line.orders.getFirst().getApprovalSignature().isEmpty()).isFalse();
            assertThat(state(omar, batch)).isEqualTo("sent");

            tell(EventCode.ORDER_DONE, order.getCounter(), Order.DISCONNECT_FIELD_NUMBER);
            await().until(() -> state(omar, batch).equals("received"));
            tell(EventCode.SUPPLY_SWITCHED, 1, 2, 0, 1, 0, 900);
            await().until(() -> state(omar, batch).equals("done"));
            JsonNode command = commands(omar, batch).path(0);
            assertThat(command.path("detail").asString()).contains("open since");
            JsonNode history = omar.get(COMMANDS + "/" + command.path("id") + "/history").body();
            assertThat(history.findValuesAsString("event"))
                    .containsExactly("asked", "approved", "admitted", "sent", "received", "done");
            assertThat(omar.get(COMMANDS + "/meters/" + METER).body().path(0).path("state"))
                    .hasToString("\"done\"");
        }
    }

    @Test
    void whatAMeterReportsBehindAHoleWaitsUntilThatIsFilled() throws Exception {
        town.line.connected.addAll(List.of(METER, Neighbourhood.ERIK_NEW));
        try (Browser omar = town.browserOf("omar")) {
            JsonNode batch = ask(omar, LIMIT);
            await().until(() -> town.line.orders.size() == 1);
            Order order = Order.parseFrom(town.line.orders.getFirst().getOrder());
            Event refusal =
                    new Event(
                            EventCode.ORDER_REFUSED,
                            town.clock.instant(),
                            List.of(order.getCounter(), 8L));
            MeterHistory.tellBehind(
                    1, town.readings, METER, List.of(refusal), town.clock.instant());

            JsonNode later = ask(omar, "{\"meters\":[\"SEM0000000000005\"]}", LIMIT, "");
            await().until(() -> town.line.orders.size() == 2);
            Order another = Order.parseFrom(town.line.orders.getLast().getOrder());
            tell(Neighbourhood.ERIK_NEW, EventCode.ORDER_DONE, another.getCounter(), 20);
            await().until(() -> state(omar, later).equals("done"));
            assertThat(state(omar, batch))
                    .as("it may have been carried out before it was refused")
                    .isEqualTo("sent");

            tell(METER, EventCode.ORDER_DONE, order.getCounter(), 20);
            await().until(() -> state(omar, batch).equals("done"));
            assertThat(town.line.orders).hasSize(2);
        }
    }

    @Test
    void nobodyApprovesWhatTheyAskedForThemselves() {
        try (Browser zara = approver("zara", zaras);
                Browser omar = town.browserOf("omar")) {
            JsonNode batch = ask(zara, CUT);
            Answer own = approve(zara, zaras, batch);
            assertThat(own.errorCode()).isEqualTo("not-approved");
            assertThat(own.message()).contains("another person has to approve it");
            assertThat(onRecord(Action.APPROVAL_REFUSED).actor()).isEqualTo("zara");
            assertThat(approve(omar, zaras, batch).status())
                    .as("omar may not approve")
                    .isEqualTo(403);
            assertThat(state(omar, batch)).isEqualTo("requested");
        }
    }

    @Test
    void onlyThisPersonsPasskeyOverExactlyThisListApproves() {
        try (Browser omar = town.browserOf("omar");
                Browser zara = approver("zara", zaras);
                Browser yusuf = approver("yusuf", yusufs)) {
            JsonNode batch = ask(omar, CUT);
            JsonNode other = ask(omar, CUT);
            JsonNode asked = question(zara, batch);
            String challenge = asked.path("challenge").asString();
            String list = asked.path("list").asString();

            refused(zara, batch, list, yusufs.assertion(challenge), "not registered for zara");
            refused(zara, batch, list, passkey().assertion(challenge), "not registered");
            refused(
                    zara,
                    batch,
                    list,
                    passkey().claiming(zaras).assertion(challenge),
                    "signature does not hold");
            String overOther = question(zara, other).path("challenge").asString();
            refused(zara, batch, list, zaras.assertion(overOther), "signed something else");
            refused(zara, batch, list, zaras.touch(challenge), "did not verify you");
            refused(zara, batch, list, "{\"credential\":\"" + zaras.id() + "\"}", "not a passkey");
            SoftPasskey elsewhere =
                    new SoftPasskey("https://localhost.example", "localhost").claiming(zaras);
            refused(zara, batch, list, elsewhere.assertion(challenge), "another address");
            assertThat(
                            zara.send(
                                            "POST",
                                            APPROVALS + "/batches/" + id(batch),
                                            given(
                                                    question(zara, other).path("list").asString(),
                                                    zaras.assertion(challenge)))
                                    .message())
                    .contains("not what was shown");
            assertThat(state(omar, batch)).isEqualTo("requested");

            assertThat(approve(yusuf, yusufs, batch).status()).isEqualTo(200);
            String again = zaras.assertion(challenge);
            assertThat(
                            zara.send(
                                            "POST",
                                            APPROVALS + "/batches/" + id(batch),
                                            given(list, again))
                                    .body()
                                    .path("approval")
                                    .path("by")
                                    .asString())
                    .as("approving again changes nothing")
                    .isEqualTo("yusuf");
        }
    }

    @Test
    void whatWasChangedInTheDatabaseAfterTheApprovalIsNotSigned() {
        try (Browser omar = town.browserOf("omar");
                Browser zara = approver("zara", zaras)) {
            JsonNode batch = ask(omar, CUT);
            approve(zara, zaras, batch);
            town.database
                    .jdbi()
                    .useHandle(
                            handle ->
                                    handle.execute(
                                            "update commands.commands set meter = ? where batch = ?",
                                            Neighbourhood.ERIK_NEW.value(),
                                            UUID.fromString(id(batch))));
            town.line.connected.add(Neighbourhood.ERIK_NEW);
            town.line.connected.add(METER);
            JsonNode routine = ask(omar, "{\"kind\":\"reconnect\"}");
            await().until(() -> state(omar, routine).equals("sent"));
            assertThat(state(omar, batch)).isEqualTo("queued");
            assertThat(town.line.orders).hasSize(1);
            withdraw(omar, batch);
            withdraw(omar, routine);
        }
    }

    @Test
    void aSecondPasskeyIsTakenOnlyAtTheWordOfTheFirst() {
        try (Browser zara = approver("zara", zaras)) {
            SoftPasskey second = passkey();
            String challenge = challenge(zara);
            assertThat(register(zara, second.registration(challenge), "null").message())
                    .contains("use a passkey that you have");
            assertThat(register(zara, second.registration(challenge), "null").errorCode())
                    .as("a question is answered once")
                    .isEqualTo("conflict");
            String next = challenge(zara);
            assertThat(register(zara, second.registration(next), zaras.assertion(next)).status())
                    .isEqualTo(201);
            assertThat(
                            zara.get(APPROVALS + "/passkeys")
                                    .body()
                                    .path("passkeys")
                                    .findValuesAsString("id"))
                    .containsExactlyInAnyOrder(zaras.id(), second.id());
            assertThat(onRecord(Action.PASSKEY_ADDED).actor()).isEqualTo("zara");
            String third = challenge(zara);
            assertThat(
                            register(
                                            zara,
                                            passkey().registration(challenge(zara)),
                                            zaras.assertion(third))
                                    .message())
                    .contains("signed something else");
        }
    }

    @Test
    void whatIsDeclinedOrCalledBackDoesNotGoOut() {
        try (Browser omar = town.browserOf("omar");
                Browser zara = approver("zara", zaras)) {
            JsonNode declined = ask(omar, CUT);
            Answer said =
                    zara.send(
                            "POST",
                            APPROVALS + "/batches/" + id(declined) + "/refusal",
                            "{\"reason\":\"the bill is disputed\"}");
            assertThat(said.body().path("progress").path("withdrawn").asInt()).isEqualTo(1);
            assertThat(commands(omar, declined).path(0).path("detail").asString())
                    .isEqualTo("not approved: the bill is disputed");
            assertThat(onRecord(Action.COMMAND_WITHDRAWN).actor()).isEqualTo("zara");
            assertThat(approve(zara, zaras, declined).message()).contains("nothing waits");

            JsonNode calledBack = ask(omar, CUT);
            withdraw(omar, calledBack);
            assertThat(state(omar, calledBack)).isEqualTo("withdrawn");
            assertThat(
                            omar.send(
                                            "POST",
                                            COMMANDS + "/batches/" + id(calledBack) + "/withdrawal",
                                            "{\"reason\":\"once more\"}")
                                    .errorCode())
                    .isEqualTo("commands-over");
        }
    }

    @Test
    void aGroupIsWhoHangsThereNowAndRoutineOrdersNeedNoApproval() throws Exception {
        town.line.connected.addAll(List.of(Neighbourhood.AMINA, Neighbourhood.BILAL));
        try (Browser olga = town.browserOf("olga")) {
            assertThat(olga.get(COMMANDS + "/groups").body())
                    .hasToString("{\"feeders\":[\"F1\"],\"transformers\":[\"T1\"]}");
            assertThat(olga.send("POST", COMMANDS + "/recipients", "{\"feeder\":\"F1\"}").body())
                    .hasToString("{\"meters\":2,\"notEnrolled\":[],\"byFeeder\":{\"F1\":2}}");
            JsonNode batch =
                    ask(
                            olga,
                            "{\"transformer\":\"T1\"}",
                            "{\"kind\":\"message\",\"language\":\"en\",\"title\":\"Works\",\"text\":\"\","
                                    + "\"urgency\":\"important\",\"lastDay\":\"2026-11-24\"}",
                            "");
            assertThat(batch.path("critical").asBoolean()).isFalse();
            await().until(() -> town.line.orders.size() == 2);
            Order order = Order.parseFrom(town.line.orders.getFirst().getOrder());
            assertThat(order.getNotice().getTexts(0).getTitle()).isEqualTo("Works");
            assertThat(
                            olga.get("/api/operator/meters/" + order.getMeter() + "/notices")
                                    .body()
                                    .path(0)
                                    .path("title")
                                    .asString())
                    .isEqualTo("Works");
            town.notices.goOn();
            assertThat(town.line.notices)
                    .as("one way for one notice")
                    .noneMatch(sent -> sent.notice().getTexts(0).getTitle().equals("Works"));
            assertThat(state(olga, batch)).isEqualTo("sent");
            withdraw(olga, batch);
        }
    }

    @Test
    void askingAgainAfterAFailureAsksOnce() {
        try (Browser olga = town.browserOf("olga")) {
            String body = body(UUID.randomUUID(), "{\"meters\":[\"" + METER + "\"]}", CUT, "");
            Answer first = olga.send("POST", COMMANDS, body);
            Answer second = olga.send("POST", COMMANDS, body);
            assertThat(second.status()).isEqualTo(202);
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(
                            olga.send("POST", COMMANDS, body.replace("non-payment", "mistake"))
                                    .message())
                    .contains("give a new id");
            withdraw(olga, first.body());
        }
    }

    @ParameterizedTest(name = "{1} for {0} → {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                  | {"kind":"disconnect"} | | say for whom
                    {"feeder":"F1","transformer":"T1"}  | {"kind":"disconnect"} | | say for whom
                    {"feeder":"F9"}                     | {"kind":"disconnect"} | | no meter of this group
                    {"meters":["SEM0000000000004"]}     | {"kind":"disconnect"} | | SEM0000000000004 is not enrolled
                    {"meters":["SEM1"]}                 | {"kind":"disconnect"} | | SEM1
                    {"meters":["SEM0000000000003","SEM0000000000003"]} | {"kind":"disconnect"} | | stands twice
                    {"feeder":"F1"}                     | {"kind":"reconnect"}  | | give a spread of time
                    {"feeder":"F1"}                     | {"kind":"explode"}    | | the body must be the JSON object
                    {"feeder":"F1"}                     | {"kind":"disconnect","executeAt":"2026-11-22T18:00:00Z"} | | due already
                    {"feeder":"F1"}                     | {"kind":"disconnect","executeAt":"2026-12-22T18:00:00Z"} | | seven days ahead
                    {"feeder":"F1"}                     | {"kind":"limit","monitored":"colour"} | | cannot be limited
                    {"feeder":"F1"}                     | {"kind":"limit","normal":-1} | | the threshold is from 0
                    {"feeder":"F1"}                     | {"kind":"emergency","profile":0,"durationSeconds":60} | | profile's id is from 1
                    {"feeder":"F1"}                     | {"kind":"emergency","profile":1} | | how long the emergency lasts
                    {"feeder":"F1"}                     | {"kind":"schedule","samplePeriodSeconds":7,"pushPeriodSeconds":60} | | divides the hour
                    {"feeder":"F1"}                     | {"kind":"message","title":"x"} | | last day
                    {"feeder":"F1"}                     | {"kind":"disconnect"} | ,"until":"2026-11-22T18:00:00Z" | end after it begins
                    {"feeder":"F1"}                     | {"kind":"disconnect"} | ,"until":"2027-01-22T18:00:00Z" | at most 31 days
                    {"feeder":"F1"}                     | {"kind":"reconnect"}  | ,"spreadSeconds":86401 | from 0 to 86400
                    """)
    void whatCannotBeDoneIsRefusedInPlainWords(String to, String order, String more, String words) {
        try (Browser omar = town.browserOf("omar")) {
            Answer answer =
                    omar.send(
                            "POST",
                            COMMANDS,
                            body(UUID.randomUUID(), to, order, more == null ? "" : more));
            assertThat(answer.status()).as(answer.raw().body()).isEqualTo(400);
            assertThat(answer.message()).contains(words);
        }
    }

    private Browser approver(String name, SoftPasskey passkey) {
        Browser browser = town.browserOf(name);
        Answer registered = register(browser, passkey.registration(challenge(browser)), "null");
        assertThat(registered.status()).as(registered.raw().body()).isEqualTo(201);
        return browser;
    }

    private static String challenge(Browser approver) {
        return approver.send("POST", APPROVALS + "/passkeys/question", "{}")
                .body()
                .path("challenge")
                .asString();
    }

    private static Answer register(Browser approver, String registration, String assertion) {
        return approver.send(
                "POST",
                APPROVALS + "/passkeys",
                "{\"registration\":%s,\"assertion\":%s,\"label\":\"test\"}"
                        .formatted(registration, assertion));
    }

    private JsonNode ask(Browser operator, String order) {
        return ask(operator, "{\"meters\":[\"" + METER + "\"]}", order, "");
    }

    private static JsonNode ask(Browser operator, String to, String order, String more) {
        Answer answer = operator.send("POST", COMMANDS, body(UUID.randomUUID(), to, order, more));
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(202);
        return answer.body();
    }

    private static String body(UUID id, String to, String order, String more) {
        return "{\"id\":\"%s\",\"to\":%s,\"order\":%s,\"reason\":\"non-payment\"%s}"
                .formatted(id, to, order, more);
    }

    private static JsonNode question(Browser approver, JsonNode batch) {
        return approver.get(APPROVALS + "/batches/" + id(batch)).body();
    }

    private static Answer approve(Browser approver, SoftPasskey passkey, JsonNode batch) {
        JsonNode asked = question(approver, batch);
        return approver.send(
                "POST",
                APPROVALS + "/batches/" + id(batch),
                given(
                        asked.path("list").asString(),
                        passkey.assertion(asked.path("challenge").asString())));
    }

    private static String given(String list, String assertion) {
        return "{\"list\":\"%s\",\"assertion\":%s}".formatted(list, assertion);
    }

    private static void refused(
            Browser approver, JsonNode batch, String list, String assertion, String why) {
        Answer answer =
                approver.send("POST", APPROVALS + "/batches/" + id(batch), given(list, assertion));
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(403);
        assertThat(answer.message()).contains(why);
    }

    private static void withdraw(Browser operator, JsonNode batch) {
        Answer answer =
                operator.send(
                        "POST",
                        COMMANDS + "/batches/" + id(batch) + "/withdrawal",
                        "{\"reason\":\"it was paid\"}");
        assertThat(answer.body().path("withdrawn").asInt()).as(answer.raw().body()).isPositive();
    }

    private static JsonNode board(Browser operator) {
        return operator.get(COMMANDS).body();
    }

    private static JsonNode commands(Browser operator, JsonNode batch) {
        return operator.get(COMMANDS + "/batches/" + id(batch)).body().path("commands");
    }

    private static String state(Browser operator, JsonNode batch) {
        return commands(operator, batch).path(0).path("state").asString();
    }

    private static String id(JsonNode batch) {
        return batch.path("id").asString();
    }

    private Access onRecord(Action action) {
        return town.accessRecord.newest(20).stream()
                .filter(access -> access.action() == action)
                .findFirst()
                .orElseThrow();
    }

    private void tell(EventCode code, long... values) {
        tell(METER, code, values);
    }

    private void tell(MeterId meter, EventCode code, long... values) {
        MeterHistory.tell(
                town.readings,
                meter,
                List.of(
                        new Event(
                                code,
                                town.clock.instant(),
                                Arrays.stream(values).boxed().toList())),
                town.clock.instant());
    }
}
