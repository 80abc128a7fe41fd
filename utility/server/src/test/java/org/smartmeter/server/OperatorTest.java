package org.smartmeter.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.headend.Refusal;
import org.smartmeter.headend.RefusalReason;
import org.smartmeter.server.Browser.Answer;
import org.smartmeter.server.audit.Access;
import org.smartmeter.server.audit.Action;
import org.smartmeter.wire.v1.Limiter;
import org.smartmeter.wire.v1.SupplyReport;
import tools.jackson.databind.JsonNode;

@ExtendWith(Neighbourhood.Shared.class)
class OperatorTest {

    private final Neighbourhood town;

    OperatorTest(Neighbourhood town) {
        this.town = town;
    }

    @Test
    void theOverviewCountsWhatIsThere() {
        JsonNode overview = ask("/api/operator/overview");

        assertThat(overview.path("meters").asInt()).isEqualTo(5);
        assertThat(overview.path("silent24h").asInt()).isEqualTo(1);
        assertThat(overview.path("withGaps").asInt()).isZero();
        assertThat(overview.path("yesterdayComplete").asDouble()).isEqualTo(0.8);
        assertThat(overview.path("intake").path("storedRecords").asLong()).isGreaterThan(10_000);
        JsonNode first = overview.path("today").path("intervals").get(0);
        assertThat(first.path("start").asString()).isEqualTo("2026-11-21T23:00:00Z");
        assertThat(first.path("kwh").asString()).isEqualTo("0.4");
        assertThat(first.path("meters").asInt()).isEqualTo(4);
        assertThat(overview.path("attention").toString())
                .contains("\"kind\":\"silent\",\"meter\":\"SEM0000000000006\"");
    }

    /// Six: the five installed ones and the one that was taken off Erik's wall, which keeps its
    /// data.
    @ParameterizedTest(name = "{0} finds {1}, first {2}")
    @CsvSource({
        "'', 6, SEM0000000000001",
        "search=bilal, 1, SEM0000000000002",
        "search=0005, 1, SEM0000000000005",
        "search=STREET, 5, SEM0000000000001",
        "search=nobody, 0, ''",
        "filter=silent, 2, SEM0000000000004",
        "filter=gaps, 0, ''",
        "sort=last, 6, SEM0000000000006",
        "offset=1&limit=2, 6, SEM0000000000002",
        "offset=100, 6, ''"
    })
    void metersAreFoundFilteredSortedAndPaged(String query, int total, String first) {
        JsonNode page = ask("/api/operator/meters?" + query);

        assertThat(page.path("total").asInt()).isEqualTo(total);
        assertThat(page.path("meters").path(0).path("id").asString("")).isEqualTo(first);
    }

    @Test
    void aMeterTellsEverythingThatIsNotPersonal() {
        JsonNode meter = ask("/api/operator/meters/SEM0000000000001");

        assertThat(meter.path("id").asString()).isEqualTo("SEM0000000000001");
        assertThat(meter.path("place").path("name").asString()).isEqualTo("Amina's home");
        assertThat(meter.path("zone").asString()).isEqualTo("Europe/Berlin");
        assertThat(meter.path("epoch").asLong()).isEqualTo(Neighbourhood.SINCE.getEpochSecond());
        assertThat(meter.path("software").asString()).isEqualTo("model 1.0.0");
        assertThat(meter.path("journalFill").asDouble()).isEqualTo(0.25);
        assertThat(meter.path("gaps").isArray()).isTrue();
        assertThat(meter.path("schedule").path("samplePeriodSeconds").asInt()).isEqualTo(900);
        assertThat(meter.path("chain").path("broken").asBoolean()).isFalse();
        assertThat(meter.path("intervals").isMissingNode()).isTrue();
    }

    @Test
    void aMetersSwitchIsShownAsItLastSaidAndNotWhereThereIsNone() {
        assertThat(ask("/api/operator/meters/SEM0000000000001").path("supply").isNull()).isTrue();
        town.line.supplies.put(
                Neighbourhood.AMINA,
                SupplyReport.newBuilder()
                        .setOutputUnknown(true)
                        .setFeedback(SupplyReport.Feedback.CLOSED)
                        .setControlState(2)
                        .setControlMode(5)
                        .setStayOff(true)
                        .setCause(3)
                        .setLimit(10_000)
                        .setMonitored(Limiter.Monitored.CURRENT_L1)
                        .setCutAt(Instant.parse("2026-11-23T09:00:00Z").toEpochMilli())
                        .setRelayOperations(17)
                        .build());
        try {
            assertThat(ask("/api/operator/meters/SEM0000000000001").path("supply").toString())
                    .isEqualTo(
                            """
                            {"at":"1970-01-01T00:00:00Z","output":"unknown",\
                            "feedback":"closed","state":"ready","mode":5,\
                            "stayOff":true,"cause":"limiter","relayFault":false,"limit":10000,\
                            "monitored":"current-l1","emergencyProfile":null,\
                            "cutAt":"2026-11-23T09:00:00Z","cutHeld":false,"relayOperations":17}""");
        } finally {
            town.line.supplies.clear();
        }
    }

    @Test
    void aCurveNeedsAReasonOnRecordAndEveryLookIsRecorded() {
        try (Browser olga = town.browserOf("olga")) {
            String curve = "/api/operator/meters/SEM0000000000003/curve?day=2026-11-09";
            String registers = "/api/operator/meters/SEM0000000000003/registers";
            assertThat(olga.get(registers).errorCode()).isEqualTo("reason-needed");
            Answer refused = olga.get(curve);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.errorCode()).isEqualTo("reason-needed");

            Answer reason =
                    olga.send(
                            "POST",
                            "/api/operator/meters/SEM0000000000003/reason",
                            "{\"reason\":\"customer asks about the bill\"}");
            assertThat(reason.body().path("until").asString())
                    .isEqualTo(town.clock.instant().plus(Duration.ofMinutes(60)).toString());

            Answer opened = olga.get(curve);
            assertThat(opened.status()).isEqualTo(200);
            assertThat(opened.body().path("total").asString()).isEqualTo("9.6");
            assertThat(town.accessRecord.newest(2))
                    .extracting(Access::action, Access::subject, Access::detail)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(
                                    Action.PERSONAL_DATA, "SEM0000000000003", "day 2026-11-09"),
                            org.assertj.core.groups.Tuple.tuple(
                                    Action.REASON,
                                    "SEM0000000000003",
                                    "customer asks about the bill"));

            JsonNode shown = olga.get(registers).body().path(0);
            assertThat(shown.path("code").asString()).isEqualTo("1-0:1.8.0.255");
            assertThat(shown.path("unit").asString()).isEqualTo("Wh");
            assertThat(new java.math.BigDecimal(shown.path("value").asString())).isPositive();

            String otherMeter = curve.replace("0003", "0001");
            assertThat(olga.get(otherMeter).status()).isEqualTo(403);
            try (Browser omar = town.browserOf("omar")) {
                assertThat(omar.get(curve).status()).isEqualTo(403);
            }

            town.clock.forward(Duration.ofMinutes(60));
            assertThat(olga.get(curve).errorCode()).isEqualTo("reason-needed");
        }
    }

    @Test
    void aNewScheduleIsPendingUntilTheMeterSaysItKeepsItAndIsOnRecord() {
        try (Browser omar = town.browserOf("omar")) {
            Answer answer =
                    omar.send(
                            "PUT",
                            "/api/operator/meters/SEM0000000000005/schedule",
                            "{\"samplePeriodSeconds\":60,\"pushPeriodSeconds\":300}");

            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body().toString()).isEqualTo("{\"pending\":true}");
            assertThat(town.accessRecord.newest(1).getFirst().detail())
                    .isEqualTo("asked for sample period 60 s, push period 300 s");
            JsonNode schedule =
                    omar.get("/api/operator/meters/SEM0000000000005").body().path("schedule");
            assertThat(schedule.path("samplePeriodSeconds").asInt()).isEqualTo(60);
            assertThat(schedule.path("pending").asBoolean()).isTrue();
        }
    }

    @Test
    void refusalsAreCountedByReasonAndListedNewestFirst() {
        town.line.refused.add(refusal(RefusalReason.BROKEN_SEAL, "the seal does not hold"));
        town.line.refused.add(refusal(RefusalReason.REPLAYED, "message 7 came before"));
        town.line.refused.add(refusal(RefusalReason.BROKEN_SEAL, "the seal does not hold"));
        try {
            JsonNode all = ask("/api/operator/refusals?limit=2");
            assertThat(all.path("counts").get(0).toString())
                    .isEqualTo("{\"reason\":\"broken-seal\",\"count\":2}");
            assertThat(all.path("recent").size()).isEqualTo(2);
            assertThat(all.path("recent").get(1).path("reason").asString()).isEqualTo("replayed");

            assertThat(
                            ask("/api/operator/refusals?meter=SEM0000000000001")
                                    .path("recent")
                                    .isEmpty())
                    .isTrue();
        } finally {
            town.line.refused.clear();
        }
    }

    @ParameterizedTest(name = "{0} {1} {2} -> {3}: {4}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET | meters?limit=0                             |      | 400 | limit from 1 to 500
                    GET | meters?limit=x                             |      | 400 | 'x' does not fit 'limit': expected a whole number
                    GET | meters?offset=-1                           |      | 400 | offset is 0 or more
                    GET | meters?filter=lost                         |      | 400 | it is one of all, gaps, silent, refused, quarantined
                    GET | meters?sort=name                           |      | 400 | it is one of id, last, missing
                    GET | meters/abc                                 |      | 400 | not a meter id: 'abc'
                    GET | meters/SEM9999999999999                    |      | 404 | no meter SEM9999999999999
                    GET | meters/SEM9999999999999/curve?day=2026-11-01 |    | 404 | no meter SEM9999999999999
                    GET | meters/SEM0000000000001/curve              |      | 400 | 'day' is missing
                    GET | meters/SEM0000000000001/curve?day=tomorrow |      | 400 | expected a day like 2026-11-22
                    GET | meters/SEM0000000000001/curve?day=2026-02-30 |    | 400 | expected a day like 2026-11-22
                    GET | meters/SEM0000000000001/month?month=2026-13 |     | 400 | expected a month like 2026-11
                    GET | refusals?limit=100000                      |      | 400 | limit is from 1 to 500
                    GET | refusals?meter=x                           |      | 400 | not a meter id
                    POST | meters/SEM0000000000001/reason            | {}   | 400 | say the reason in 5 to 500 characters
                    POST | meters/SEM0000000000001/reason            | nope | 400 | the body must be the JSON object
                    POST | meters/SEM0000000000001/reason            | {"reason":7777} | 400 | say the reason
                    PUT | meters/SEM0000000000001/schedule           | {}   | 400 | the body must be the JSON object
                    PUT | meters/SEM0000000000001/schedule           | {"samplePeriodSeconds":7,"pushPeriodSeconds":60} | 400 | a sample period divides the hour, not 7
                    PUT | meters/SEM0000000000001/schedule           | {"samplePeriodSeconds":-5,"pushPeriodSeconds":60} | 400 | positive
                    PUT | meters/SEM0000000000001/schedule           | {"samplePeriodSeconds":1e99,"pushPeriodSeconds":60} | 400 | the body must be the JSON object
                    PUT | meters/SEM0000000000004/schedule           | {"samplePeriodSeconds":60,"pushPeriodSeconds":60} | 409 | is not enrolled
                    DELETE | meters/SEM0000000000001                 |      | 405 | DELETE is not possible here
                    """)
    void badInputIsRefusedInPlainWords(
            String method, String path, String body, int status, String words) {
        try (Browser omar = town.browserOf("omar")) {
            Answer answer = omar.send(method, "/api/operator/" + path, body);

            assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
            assertThat(answer.message()).contains(words);
        }
    }

    @Test
    void anAccessRecordThatWasTamperedWithShows() {
        assertThat(town.accessRecord.firstBroken()).isEmpty();
        Access first = town.accessRecord.newest(1_000).getLast();

        assertThat(refusesToChange("update server.access set actor = 'nobody'")).isTrue();
        assertThat(refusesToChange("delete from server.access")).isTrue();
        assertThat(refusesToChange("truncate server.access")).isTrue();

        rewrite("nobody");
        assertThat(town.accessRecord.firstBroken()).hasValue(first.id());
        rewrite(first.actor());
        assertThat(town.accessRecord.firstBroken()).isEmpty();
    }

    private boolean refusesToChange(String statement) {
        try {
            town.database.jdbi().useHandle(handle -> handle.execute(statement));
            return false;
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage()).contains("server.access only grows");
        }
    }

    /// As somebody with all rights to the database could.
    private void rewrite(String actor) {
        town.database
                .jdbi()
                .useTransaction(
                        handle -> {
                            handle.execute("alter table server.access disable trigger user");
                            handle.execute(
                                    "update server.access set actor = ? where id = 1", actor);
                            handle.execute("alter table server.access enable trigger user");
                        });
    }

    private Refusal refusal(RefusalReason reason, String detail) {
        return new Refusal(town.clock.instant(), Optional.of(Neighbourhood.BILAL), reason, detail);
    }

    private JsonNode ask(String path) {
        try (Browser omar = town.browserOf("omar")) {
            Answer answer = omar.get(path);
            assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
            return answer.body();
        }
    }
}
