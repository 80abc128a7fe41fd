package org.smartmeter.simulator.wifi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.board.wifi.Credentials;
import org.smartmeter.board.wifi.NetworksPath;
import org.smartmeter.board.wifi.WifiPart;
import org.smartmeter.board.wifi.WifiPath;
import org.smartmeter.board.wifi.WifiReport.Reach;
import org.smartmeter.device.BoardClock;
import org.smartmeter.device.display.http.DisplaySettings;
import org.smartmeter.device.display.http.Pin;
import org.smartmeter.device.screens.ScreenSettings;
import org.smartmeter.device.screens.Screens;
import org.smartmeter.simulator.files.PowerCutFiles;
import org.smartmeter.terms.MeterId;

/// Name and password of the home's network as a person gives them on the meter's page, over real
/// HTTP: what the page hears of it, and that no password is heard of again.
class WifiPageTest {

    private static final String PASSWORD = "correct horse";
    private static final String PIN = "2580";

    private final ModelWifi wifi = new ModelWifi();
    private final List<String> told = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final WifiPart part =
            new WifiPart(wifi, new Credentials("Meter-000001", "on the case"));
    private final HttpClient browser = HttpClient.newHttpClient();
    private Optional<Screens> screens = Optional.empty();
    private URI page = URI.create("http://localhost/");
    private Instant now = Instant.parse("2026-11-26T12:00:00Z");

    @BeforeEach
    void start() {
        wifi.router("home", PASSWORD);
        wifi.router("guests", "");
        part.begin(new TellingMeter(new PowerCutFiles(0), told), now);
        live(Duration.ofSeconds(10));
        open(DisplaySettings.loopback());
    }

    private void open(DisplaySettings settings) {
        screens.ifPresent(Screens::close);
        Screens opened =
                Screens.open(
                        new ScreenSettings(ZoneOffset.UTC, Optional.of(settings), Optional.empty()),
                        new MeterId("SEM0000000000001"),
                        "smart-meter",
                        BoardClock.system(),
                        Optional.empty(),
                        List.of(new WifiPath(part), new NetworksPath(part)));
        screens = Optional.of(opened);
        page = opened.page().orElseThrow();
    }

    @AfterEach
    void end() {
        screens.ifPresent(Screens::close);
        browser.close();
    }

    private void live(Duration time) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            now = part.next(now).orElseThrow().plusMillis(1);
            part.run(now);
        }
    }

    private String get(String path) throws Exception {
        return body(
                browser.send(
                        HttpRequest.newBuilder(page.resolve(path)).build(),
                        BodyHandlers.ofString()));
    }

    private HttpResponse<String> give(String name, String password, String more) throws Exception {
        String form = "name=" + encoded(name) + "&password=" + encoded(password) + more;
        HttpResponse<String> answer =
                browser.send(
                        HttpRequest.newBuilder(page.resolve("/api/wifi"))
                                .header("X-Smart-Meter", "page")
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString());
        body(answer);
        return answer;
    }

    private String body(HttpResponse<String> answer) {
        heard.add(answer.headers() + answer.body());
        return answer.body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void aNewMeterIsBroughtIntoTheHomesNetwork() throws Exception {
        assertThat(get("/api/wifi"))
                .contains("\"mode\":\"setup\"", "\"joined\":false", "\"trouble\":\"not_set_up\"");
        assertThat(wifi.scans()).as("looking at the page disturbs no radio").isZero();
        assertThat(get("/api/wifi/networks"))
                .contains(
                        "{\"name\":\"guests\",\"signal\":-55,\"open\":true}",
                        "{\"name\":\"home\",\"signal\":-55,\"open\":false}");
        assertThat(wifi.scans()).isOne();

        assertThat(give("home", PASSWORD, "").statusCode()).isEqualTo(200);
        live(Duration.ofSeconds(30));

        assertThat(get("/api/wifi"))
                .contains(
                        "\"mode\":\"home\"",
                        "\"name\":\"home\"",
                        "\"joined\":true",
                        "\"signal\":-55",
                        "\"failed\":null");
        assertThat(told).contains("WIFI_CHANGED[]");
    }

    @Test
    void aWrongPasswordIsSaidAtOnceAndAfterwardsWhy() throws Exception {
        assertThat(give("home", "correct hose", "").statusCode()).isEqualTo(200);
        live(Duration.ofSeconds(5));
        assertThat(get("/api/wifi"))
                .contains("\"mode\":\"trying\"", "\"trouble\":\"password_refused\"");
        live(Duration.ofMinutes(3));
        assertThat(get("/api/wifi"))
                .contains(
                        "\"mode\":\"setup\"",
                        "\"failed\":{\"name\":\"home\",\"trouble\":\"password_refused\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "PORTAL,   -55, true,  portal",
        "NOTHING,  -55, true,  no_internet",
        "INTERNET, -85, true,  weak_signal",
        "INTERNET, -55, true,  none",
        "INTERNET, -55, false, not_found",
    })
    void whatLastsIsSaid(Reach reach, int signal, boolean on, String trouble) throws Exception {
        give("home", PASSWORD, "");
        live(Duration.ofMinutes(2));
        wifi.reach(reach);
        wifi.signal(signal);
        if (!on) {
            wifi.routerOff("home");
        }
        live(Duration.ofMinutes(2));
        assertThat(get("/api/wifi"))
                .contains("\"trouble\":\"" + trouble + "\"", "\"joined\":" + on);
    }

    @ParameterizedTest
    @CsvSource({
        "'', correct horse",
        "home, short",
        "home, 'tab\there is none'",
        "home, naïve words"
    })
    void whatNoNetworkCanBeCalledIsRefused(String name, String password) throws Exception {
        HttpResponse<String> answer = give(name, password, "");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"refused\":\"NO_SUCH_NETWORK\"");
        live(Duration.ofMinutes(1));
        assertThat(get("/api/wifi")).contains("\"mode\":\"setup\"");
    }

    @Test
    void aPinIsAskedForWhereOneIsSet() throws Exception {
        open(DisplaySettings.loopback().withPin(Pin.of(PIN, new SecureRandom())));
        assertThat(give("home", PASSWORD, "").body()).contains("PIN_NEEDED");
        assertThat(give("home", PASSWORD, "&pin=1111").body()).contains("PIN_WRONG");
        assertThat(give("home", PASSWORD, "&pin=" + PIN).statusCode()).isEqualTo(200);
    }

    @Test
    void noPasswordIsHeardOfAgain() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            give("home", "hidden wrong one", "");
            live(Duration.ofMinutes(3));
            give("home", "hidden\u0007", "");
            give("home", "hidden right one", "");
            wifi.router("home", "hidden right one");
            live(Duration.ofMinutes(3));
            get("/api/wifi");
            get("/api/wifi/networks");
            get("/api/now");
        } finally {
            System.setErr(before);
        }
        assertThat(get("/api/wifi")).contains("\"joined\":true");
        assertThat(heard).noneMatch(each -> each.contains("hidden"));
        assertThat(told).noneMatch(each -> each.contains("hidden"));
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("hidden");
        assertThat(part.standing().toString()).doesNotContain("hidden");
    }
}
