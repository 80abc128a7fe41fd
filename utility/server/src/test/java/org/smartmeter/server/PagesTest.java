package org.smartmeter.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smartmeter.server.Browser.Answer;

@ExtendWith(Neighbourhood.Shared.class)
class PagesTest {

    private final Neighbourhood town;

    PagesTest(Neighbourhood town) {
        this.town = town;
    }

    @ParameterizedTest(name = "{0} shows {1}")
    @CsvSource({
        "/, consumer-app",
        "/day/2026-11-21, consumer-app",
        "/month, consumer-app",
        "/console/, console-app",
        "/console/meters/SEM0000000000001, console-app",
        "/console/meters?filter=gaps, console-app"
    })
    void everyPlaceWithinAScreenGetsItsPage(String path, String element) {
        Answer page = get(path);

        assertThat(page.status()).isEqualTo(200);
        assertThat(header(page, "content-type")).startsWith("text/html");
        assertThat(header(page, "cache-control")).isEqualTo("no-cache");
        assertThat(page.raw().body()).contains("<" + element);
    }

    @Test
    void theConsolesAddressWithoutItsSlashLeadsThere() {
        Answer page = get("/console");

        assertThat(page.status()).isEqualTo(302);
        assertThat(header(page, "location")).endsWith("/console/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/none.js", "/nothing.js", "/console/nothing.css"})
    void aFileThatIsNotThereIsNoPage(String path) {
        assertThat(get(path).status()).isEqualTo(404);
    }

    @Test
    void hashedFilesAreKeptForGood() {
        Matcher asset = Pattern.compile("/assets/[^\"]+\\.js").matcher(get("/").raw().body());
        assertThat(asset.find()).isTrue();
        Answer script = get(asset.group());

        assertThat(script.status()).isEqualTo(200);
        assertThat(header(script, "content-type")).startsWith("text/javascript");
        assertThat(header(script, "cache-control"))
                .isEqualTo("max-age=31536000, public, immutable");
    }

    @Test
    void aPageThatDidNotChangeIsNotSentAgain() {
        String tag = header(get("/"), "etag");
        try (Browser browser = town.browser()) {
            Answer again =
                    browser.send(
                            browser.request("GET", "/", null).header("If-None-Match", tag).build());
            assertThat(again.status()).isEqualTo(304);
        }
    }

    @Test
    void answersTravelCompressedToWhoCanReadThat() {
        try (Browser amina = town.browserOf("amina")) {
            HttpResponse<String> answer =
                    amina.send(
                                    amina.request("GET", "/api/home/curve?day=2026-11-21", null)
                                            .header("Accept-Encoding", "gzip")
                                            .build())
                            .raw();
            assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/console/", "/api/session", "/nothing.js"})
    void everyAnswerCarriesTheSafetyHeaders(String path) {
        Answer answer = get(path);

        assertThat(header(answer, "content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(answer, "x-frame-options")).isEqualTo("DENY");
        assertThat(header(answer, "referrer-policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "server")).isEmpty();
    }

    @Test
    void answersOfTheInterfaceAreNotKept() {
        assertThat(header(get("/api/session"), "cache-control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/a//b", "/%00"})
    void addressesThatTryToClimbAreRefusedInTheOneShape(String path) {
        Answer answer = get(path);

        assertThat(answer.status()).isBetween(400, 404);
        assertThat(answer.raw().body()).doesNotContain("root:", "Tomcat", "Exception");
    }

    private Answer get(String path) {
        try (Browser browser = town.browser()) {
            return browser.get(path);
        }
    }

    private static String header(Answer answer, String name) {
        return answer.raw().headers().firstValue(name).orElse("");
    }
}
