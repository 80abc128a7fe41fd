package org.smartmeter.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.server.Browser.Answer;
import org.smartmeter.server.audit.Access;
import org.smartmeter.server.audit.Action;

@ExtendWith(Neighbourhood.Shared.class)
class SigningInTest {

    private final Neighbourhood town;

    SigningInTest(Neighbourhood town) {
        this.town = town;
    }

    @Test
    void whoSignsInIsKnownUntilTheySignOut() {
        try (Browser browser = town.browser()) {
            assertThat(browser.get("/api/session").status()).isEqualTo(401);

            Answer signedIn = browser.tryToSignIn("Amina", "correct horse");
            assertThat(signedIn.status()).isEqualTo(200);
            assertThat(signedIn.body().toString())
                    .isEqualTo(
                            "{\"name\":\"amina\",\"role\":\"customer\",\"displayName\":\"Amina\"}");
            assertThat(browser.get("/api/session").body()).isEqualTo(signedIn.body());

            assertThat(browser.send("DELETE", "/api/session", null).status()).isEqualTo(204);
            assertThat(browser.get("/api/session").status()).isEqualTo(401);
            assertThat(browser.get("/api/home").status()).isEqualTo(401);
        }
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() {
        try (Browser browser = town.browser()) {
            String cookie =
                    browser.tryToSignIn("amina", "correct horse")
                            .raw()
                            .headers()
                            .firstValue("set-cookie")
                            .orElseThrow();
            assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
        }
    }

    @Test
    void everySignInIsANewSessionSoThatNobodyCanPlantOne() {
        try (Browser browser = town.browserOf("amina")) {
            String planted = session(browser);
            browser.signIn("bilal");

            assertThat(session(browser)).isNotEqualTo(planted);
            HttpRequest old =
                    HttpRequest.newBuilder(town.address().resolve("/api/session"))
                            .header("Cookie", "session=" + planted)
                            .build();
            try (Browser other = town.browser()) {
                assertThat(other.send(old).status()).isEqualTo(401);
            }
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() {
        try (Browser browser = new Browser(town.address(), "127.0.0.2")) {
            Answer wrong = browser.tryToSignIn("amina", "wrong");
            Answer unknown = browser.tryToSignIn("nobody", "wrong");

            assertThat(wrong.status()).isEqualTo(401);
            assertThat(unknown.status()).isEqualTo(401);
            assertThat(unknown.body()).isEqualTo(wrong.body());
        }
    }

    @Test
    void whoTriesTooOftenMustWait() {
        try (Browser browser = new Browser(town.address(), "127.0.0.3")) {
            for (int i = 0; i < 5; i++) {
                assertThat(browser.tryToSignIn("gul", "guess " + i).status()).isEqualTo(401);
            }
            Answer answer = browser.tryToSignIn("gul", "correct horse");

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.errorCode()).isEqualTo("too-many-tries");
            assertThat(answer.body().path("error").path("retryAfterSeconds").asInt()).isEqualTo(30);
            assertThat(answer.raw().headers().firstValue("retry-after")).contains("30");
        }
    }

    @Test
    void signInsStandOnRecordAndMistypedNamesDoNot() {
        try (Browser browser = new Browser(town.address(), "127.0.0.4")) {
            browser.tryToSignIn("bilal", "wrong");
            browser.tryToSignIn("my secret password", "bilal");
            browser.signIn("bilal");
        }
        List<Access> newest = town.accessRecord.newest(3);

        assertThat(newest)
                .extracting(Access::actor, Access::action, Access::detail)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "bilal", Action.SIGN_IN, "from 127.0.0.4"),
                        org.assertj.core.groups.Tuple.tuple(
                                "-", Action.SIGN_IN_REFUSED, "from 127.0.0.4"),
                        org.assertj.core.groups.Tuple.tuple(
                                "bilal", Action.SIGN_IN_REFUSED, "from 127.0.0.4"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "POST, /api/session",
        "DELETE, /api/session",
        "POST, /api/operator/meters/SEM0000000000001/reason",
        "PUT, /api/operator/meters/SEM0000000000001/schedule"
    })
    void aRequestThatChangesSomethingNeedsTheHeaderOtherSitesCannotSend(
            String method, String path) {
        try (Browser browser = town.browserOf("omar")) {
            Answer answer =
                    browser.send(
                            browser.request(method, path, "{\"reason\":\"no header\"}").build());

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.errorCode()).isEqualTo("csrf");
            assertThat(browser.get("/api/session").status()).isEqualTo(200);
        }
    }

    @Test
    void bodiesAreSmallAndOfKnownLength() {
        try (Browser browser = town.browser()) {
            Answer large = browser.tryToSignIn("amina", "x".repeat(20_000));
            assertThat(large.status()).isEqualTo(413);
            assertThat(large.errorCode()).isEqualTo("too-large");

            HttpRequest chunked =
                    browser.request("POST", "/api/session", null)
                            .header("X-CSRF", "1")
                            .POST(
                                    BodyPublishers.fromPublisher(
                                            BodyPublishers.ofString("{\"name\":\"a\"}")))
                            .build();
            assertThat(browser.send(chunked).status()).isEqualTo(411);
        }
    }

    private static String session(Browser browser) {
        return browser.cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("session"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
