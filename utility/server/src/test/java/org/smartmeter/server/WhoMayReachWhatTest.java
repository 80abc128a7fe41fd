package org.smartmeter.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.server.Browser.Answer;

@ExtendWith(Neighbourhood.Shared.class)
class WhoMayReachWhatTest {

    private static final String BODIES =
            """
            {"reason":"meter exchange","samplePeriodSeconds":900,"pushPeriodSeconds":900,
             "language":"en","title":"Exchange","text":"","urgency":"information",
             "confirm":false,"lastDay":"2026-12-24"}
            """;

    private final Neighbourhood town;

    WhoMayReachWhatTest(Neighbourhood town) {
        this.town = town;
    }

    @ParameterizedTest(name = "{0} {1}: nobody {2}, customer {3}, operator {4}")
    @CsvSource({
        "GET,    /api/home,                                              401, 200, 403",
        "GET,    /api/home/curve?day=2026-11-21,                         401, 200, 403",
        "GET,    /api/home/month?month=2026-11,                          401, 200, 403",
        "GET,    /api/operator/overview,                                 401, 403, 200",
        "GET,    /api/operator/meters,                                   401, 403, 200",
        "GET,    /api/operator/meters/SEM0000000000002,                  401, 403, 200",
        "POST,   /api/operator/meters/SEM0000000000002/reason,           401, 403, 200",
        "GET,    /api/operator/meters/SEM0000000000002/curve?day=2026-11-21,  401, 403, 200",
        "GET,    /api/operator/meters/SEM0000000000002/month?month=2026-11,   401, 403, 200",
        "PUT,    /api/operator/meters/SEM0000000000002/schedule,         401, 403, 202",
        "GET,    /api/operator/meters/SEM0000000000002/notices,          401, 403, 200",
        "POST,   /api/operator/meters/SEM0000000000002/notices,          401, 403, 202",
        "POST,   /api/operator/meters/SEM0000000000002/notices/1/withdrawal,  401, 403, 409",
        "GET,    /api/operator/coverage,                                 401, 403, 200",
        "GET,    /api/operator/stream,                                   401, 403, 200",
        "GET,    /api/operator/webhooks,                                 401, 403, 200",
        "POST,   /api/operator/webhooks,                                 401, 403, 400",
        "GET,    /api/operator/findings,                                 401, 403, 200",
        "GET,    /api/operator/meters/SEM0000000000002/validation?day=2026-11-21,  401, 403, 200",
        "POST,   /api/operator/meters/SEM0000000000002/edits,            401, 403, 400",
        "GET,    /api/operator/commands,                                 401, 403, 200",
        "GET,    /api/operator/commands/groups,                          401, 403, 200",
        "GET,    /api/operator/commands/quarantine,                      401, 403, 200",
        "GET,    /api/operator/commands/meters/SEM0000000000002,         401, 403, 200",
        "POST,   /api/operator/commands,                                 401, 403, 400",
        "POST,   /api/operator/approvals/passkeys/question,              401, 403, 403",
        "GET,    /api/operator/approvals/passkeys,                       401, 403, 403",
        "POST,   /api/operator/approvals/quarantine/1/release,           401, 403, 403",
        "GET,    /api/operator/refusals,                                 401, 403, 200",
        "GET,    /api/nothing,                                           401, 404, 404",
        "GET,    /actuator/metrics/intake.records,                       401, 403, 200",
        "GET,    /actuator/env,                                          401, 403, 404",
        "GET,    /actuator/health,                                       200, 200, 200",
        "GET,    /,                                                      200, 200, 200",
        "GET,    /console/,                                              200, 200, 200",
    })
    void everyAddressIsOpenToItsRoleAlone(
            String method, String path, int nobody, int customer, int operator) {
        try (Browser stranger = town.browser();
                Browser amina = town.browserOf("amina");
                Browser omar = town.browserOf("omar")) {
            String body = method.equals("GET") ? null : BODIES;
            assertThat(stranger.send(method, path, body).status()).isEqualTo(nobody);
            assertThat(amina.send(method, path, body).status()).isEqualTo(customer);
            assertThat(omar.send(method, path, body).status()).isEqualTo(operator);
        }
    }

    @Test
    void whoMayApproveIsAnOperatorToo() {
        try (Browser zara = town.browserOf("zara")) {
            assertThat(zara.get("/api/session").body().path("role").asString())
                    .isEqualTo("approver");
            assertThat(zara.get("/api/operator/approvals/passkeys").status()).isEqualTo(200);
            assertThat(zara.get("/api/operator/overview").status()).isEqualTo(200);
            assertThat(zara.get("/api/home").status()).isEqualTo(403);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"/api/home/live", "/api/operator/intake"})
    void streamsAreOpenToTheirRoleAlone(String path) {
        Map<String, String> allowed =
                Map.of("/api/home/live", "amina", "/api/operator/intake", "omar");
        for (String name : new String[] {"amina", "omar"}) {
            try (Browser browser = town.browserOf(name);
                    Listening stream = browser.listen(path)) {
                int expected = allowed.get(path).equals(name) ? 200 : 403;
                assertThat(stream.status()).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/api/home",
        "/api/home?meter=SEM0000000000002",
        "/api/home?customer=bilal",
        "/api/home/curve?day=2026-11-21&meter=SEM0000000000002",
        "/api/home/month?month=2026-11&id=SEM0000000000002",
        "/api/home/../operator/meters/SEM0000000000002",
        "/api/home/%2e%2e/operator/meters/SEM0000000000002",
        "/api/home;/../operator/meters/SEM0000000000002",
        "/api/operator/meters/SEM0000000000002/curve?day=2026-11-21",
        "/api/operator/meters/SEM0000000000002/registers",
        "/api//operator/meters/SEM0000000000002"
    })
    void nothingACustomerCanAskForSpeaksOfAnotherHome(String path) {
        try (Browser amina = town.browserOf("amina")) {
            Answer answer = amina.get(path);

            assertThat(answer.raw().body()).doesNotContain("Bilal", "SEM0000000000002\",\"");
            if (answer.status() == 200) {
                assertThat(answer.raw().body()).doesNotContain("SEM0000000000002");
            }
        }
    }

    @Test
    void healthSaysNoMoreThanThatItIsUp() {
        try (Browser stranger = town.browser()) {
            assertThat(stranger.get("/actuator/health").raw().body())
                    .isEqualTo("{\"status\":\"UP\"}");
        }
    }
}
