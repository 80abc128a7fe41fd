package org.smartmeter.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.smartmeter.server.Browser.Answer;
import org.smartmeter.server.audit.Action;
import tools.jackson.databind.JsonNode;

/// What an operator sees of validation and may put right, and what goes on record.
@ExtendWith(Neighbourhood.Shared.class)
class ValidationTest {

    private static final String METER = "/api/operator/meters/SEM0000000000004";

    private final Neighbourhood town;

    ValidationTest(Neighbourhood town) {
        this.town = town;
    }

    @Test
    void anEditStandsWithItsAuthorAndReasonUntilItIsTakenBack() {
        Browser gul = town.browserOf("gul");
        assertThat(gul.get(METER + "/validation?day=2026-11-12").status()).isEqualTo(403);
        gul.send(
                "POST", METER + "/reason", "{\"reason\":\"customer says the meter ran at night\"}");
        JsonNode before = interval(gul);
        assertThat(before.path("status").asString()).isEqualTo("actual");

        Answer kept =
                gul.send(
                        "POST",
                        METER + "/edits",
                        """
                        {"reason":"read from the photo","intervals":[{"start":"%s","end":"%s",
                         "kwh":0.125}]}
                        """
                                .formatted(
                                        before.path("start").asString(),
                                        before.path("end").asString()));

        assertThat(kept.status()).as(kept.toString()).isEqualTo(200);
        JsonNode after = interval(gul);
        assertThat(after.path("kwh").asString()).isEqualTo("0.125");
        assertThat(after.path("status").asString()).isEqualTo("edited");
        JsonNode version = day(gul).path("versions").get(0);
        assertThat(version.path("author").asString()).contains("gul");
        assertThat(version.path("reason").asString()).isEqualTo("read from the photo");
        assertThat(town.accessRecord.newest(20))
                .anyMatch(
                        access ->
                                access.action() == Action.READINGS_EDITED
                                        && access.detail().contains("read from the photo"));
        gul.send(
                "POST",
                METER + "/edits/withdrawal",
                "{\"reason\":\"it was another meter's photo\",\"day\":\"2026-11-12\"}");
        assertThat(interval(gul)).isEqualTo(before);
    }

    @Test
    void whatCannotBeAnEditIsRefusedInWords() {
        Browser gul = town.browserOf("gul");
        gul.send("POST", METER + "/reason", "{\"reason\":\"customer asks\"}");
        String start = interval(gul).path("start").asString();
        assertThat(edit(gul, start, start, "1")).contains("an interval from");
        assertThat(edit(gul, start, "2026-11-12T10:07:00Z", "1"))
                .contains("no interval of the meter's");
        assertThat(edit(gul, start, "2026-11-12T10:15:00Z", "0.1234567")).contains("finer");
        assertThat(
                        gul.send("POST", METER + "/edits", "{\"reason\":\"customer asks\"}")
                                .body()
                                .toString())
                .contains("1 to");
    }

    @Test
    void findingsOfAllMetersNameNoFigures() {
        town.validator.validateAll();

        Answer found = town.browserOf("omar").get("/api/operator/findings?limit=500");

        assertThat(found.status()).isEqualTo(200);
        for (JsonNode one : found.body()) {
            assertThat(one.propertyNames())
                    .containsExactlyInAnyOrder("meter", "rule", "from", "to");
        }
    }

    private static String edit(Browser browser, String start, String end, String kwh) {
        Answer answer =
                browser.send(
                        "POST",
                        METER + "/edits",
                        """
                        {"reason":"customer asks","intervals":[{"start":"%s","end":"%s","kwh":%s}]}
                        """
                                .formatted(start, end, kwh));
        assertThat(answer.status()).isEqualTo(400);
        return answer.body().toString();
    }

    private static JsonNode day(Browser browser) {
        Answer answer = browser.get(METER + "/validation?day=2026-11-12");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }

    /// The interval from 11:00 in Berlin.
    private static JsonNode interval(Browser browser) {
        for (JsonNode one : day(browser).path("intervals")) {
            if (one.path("start").asString().equals("2026-11-12T10:00:00Z")) {
                return one;
            }
        }
        throw new AssertionError("no interval at 11:00");
    }
}
