package org.smartmeter.device;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.smartmeter.device.display.http.DisplaySettings;
import org.smartmeter.device.display.http.Pin;
import org.smartmeter.device.screens.ScreenSettings;
import org.smartmeter.device.screens.Screens;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.v1.Notice;

/// The meter's page over real sockets, in front of a device on the bench that runs meanwhile.
class DisplayServerTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Karachi");

    private final Bench bench = new Bench("2026-05-01T08:00:00Z");
    private final HttpClient client = HttpClient.newHttpClient();
    private final Object inside = new Object();
    private Optional<Screens> screens = Optional.empty();
    private Optional<Thread> life = Optional.empty();
    private volatile boolean over;

    private URI open(DisplaySettings settings) {
        BoardClock board =
                new BoardClock() {
                    @Override
                    public Instant now() {
                        return bench.board();
                    }

                    @Override
                    public Duration until(Instant instant) {
                        return Duration.ZERO;
                    }
                };
        Screens opened =
                Screens.open(
                        new ScreenSettings(ZONE, Optional.of(settings), Optional.empty()),
                        Bench.METER,
                        "smart-meter 0.1.0",
                        board,
                        Optional.empty(),
                        List.of());
        screens = Optional.of(opened);
        return opened.page().orElseThrow();
    }

    /// The device lives on, a second of its time after another, as fast as it goes.
    private void start() {
        bench.parts = () -> screens.orElseThrow().parts();
        bench.window = Duration.ofSeconds(1);
        bench.start();
        screens.orElseThrow().runs(() -> bench.status());
        Thread thread = Thread.ofVirtual().unstarted(this::live);
        life = Optional.of(thread);
        thread.start();
    }

    private void live() {
        while (!over) {
            synchronized (inside) {
                bench.pass(Duration.ofSeconds(1));
            }
            Thread.yield();
        }
    }

    private void send(Notice notice) {
        synchronized (inside) {
            var draft = bench.utility.draft(bench.now).setNotice(notice);
            bench.utility.order(bench.utility.sign(draft.build()));
            bench.settle();
        }
    }

    private int told(EventCode code) {
        synchronized (inside) {
            return bench.utility.events(code).size();
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        over = true;
        if (life.isPresent()) {
            life.get().join();
        }
        screens.ifPresent(Screens::close);
        bench.close();
        client.close();
    }

    private HttpResponse<String> get(URI page, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(page.resolve(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> act(URI page, String form) throws Exception {
        return act(page, form, "theme=dark");
    }

    private HttpResponse<String> act(URI page, String form, String cookie) throws Exception {
        return client.send(
                HttpRequest.newBuilder(page.resolve("/api/acts"))
                        .header("X-Smart-Meter", "test")
                        .header("Cookie", cookie)
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void thePageAnswersWhileTheMeterStillStarts() throws Exception {
        URI page = open(DisplaySettings.loopback());
        assertThat(get(page, "/").body()).contains("display.js");
        assertThat(get(page, "/api/now").body()).contains("\"starting\":true");
        assertThat(act(page, "act=call").statusCode()).isEqualTo(503);
        start();
        await().atMost(10, SECONDS)
                .until(() -> get(page, "/api/now").body().contains("\"watts\":1000.0"));
        assertThat(get(page, "/api/now").body())
                .contains("\"volts\":230.0")
                .contains("\"powerFactor\":0.800")
                .contains("\"hertz\":50.000")
                .contains("\"zone\":\"Asia/Karachi\"")
                .contains("\"state\":\"streaming\"");
    }

    @Test
    void everyFileOfThePageIsThereUnderAStrictPolicyAndSmall() throws Exception {
        URI page = open(DisplaySettings.loopback());
        int bytes = 0;
        for (String file :
                List.of(
                        "/",
                        "/display.js",
                        "/draw.js",
                        "/wifi.js",
                        "/words.js",
                        "/words.ur.js",
                        "/display.css",
                        "/tokens.css",
                        "/icon.svg")) {
            HttpResponse<String> answer = get(page, file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(it -> assertThat(it).startsWith("default-src 'none'"));
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
            bytes += answer.body().getBytes(StandardCharsets.UTF_8).length;
        }
        assertThat(bytes).isLessThan(60_000);
        String tag = get(page, "/display.js").headers().firstValue("ETag").orElseThrow();
        HttpRequest again =
                HttpRequest.newBuilder(page.resolve("/display.js"))
                        .header("If-None-Match", tag)
                        .build();
        assertThat(client.send(again, BodyHandlers.ofString()).statusCode()).isEqualTo(304);
    }

    @Test
    void picturesStreamAsTheyArePainted() throws Exception {
        URI page = open(DisplaySettings.loopback());
        start();
        send(NoticeOrders.bill(7, bench.now));
        List<String> events = new ArrayList<>();
        try (Socket socket = new Socket(page.getHost(), page.getPort())) {
            request(socket, "GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
            BufferedReader lines = reader(socket);
            while (events.size() < 6) {
                String line = lines.readLine();
                if (line.startsWith("event: ")) {
                    events.add(line.substring(7));
                }
            }
        }
        assertThat(events).startsWith("trace", "now", "notices", "now", "now");
        await().atMost(10, SECONDS).until(() -> shownIsTold());
    }

    private boolean shownIsTold() {
        synchronized (inside) {
            bench.pass(Duration.ofMinutes(20));
        }
        return told(EventCode.NOTICE_SHOWN) == 1;
    }

    @Test
    void aNoticeIsConfirmedOnThePage() throws Exception {
        URI page = open(DisplaySettings.loopback());
        start();
        send(NoticeOrders.bill(7, bench.now));
        await().atMost(10, SECONDS)
                .until(() -> get(page, "/api/now").body().contains("\"number\":7"));
        assertThat(get(page, "/api/now").body())
                .contains("\"waits\":true", "\"due\":\"2026-05-20\"", "\"minorUnits\":426000");
        assertThat(act(page, "act=answer&notice=7&answer=declined").body())
                .contains("WRONG_ANSWER");
        assertThat(act(page, "act=answer&notice=8&answer=seen").body()).contains("NO_SUCH_NOTICE");
        assertThat(act(page, "act=answer&notice=7&answer=seen").statusCode()).isEqualTo(200);
        assertThat(act(page, "act=answer&notice=7&answer=seen").body()).contains("ANSWERED_BEFORE");
        await().atMost(10, SECONDS).until(() -> told(EventCode.NOTICE_ACKNOWLEDGED) == 1);
    }

    @Test
    void withAPinNothingIsPressedWithoutIt() throws Exception {
        URI page = open(DisplaySettings.loopback().withPin(Pin.of("482916", new SecureRandom())));
        start();
        assertThat(act(page, "act=call").body()).contains("PIN_NEEDED");
        assertThat(act(page, "act=call&pin=000000").body()).contains("PIN_WRONG");
        HttpResponse<String> right = act(page, "act=call&pin=482916");
        assertThat(right.statusCode()).isEqualTo(200);
        await().atMost(10, SECONDS).until(() -> told(EventCode.CALL_REQUESTED) == 1);
        for (int i = 0; i < 4; i++) {
            act(page, "act=call&pin=11111" + i);
        }
        assertThat(act(page, "act=call&pin=482916").body()).contains("PIN_TRIES");
        String cookie = right.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).matches("[a-z-]+=[0-9a-f]{32}; Path=/; HttpOnly; SameSite=Strict");
        assertThat(act(page, "act=call", cookie.replaceAll(";.*", "")).body())
                .contains("PIN_NEEDED");
        assertThat(act(page, "act=call&pin=482916", cookie.replaceAll(";.*", "")).body())
                .doesNotContain("PIN");
    }

    @Test
    void withoutAPinNobodyCutsTheSupplyFromTheNetwork() throws Exception {
        URI page = open(DisplaySettings.loopback());
        start();
        assertThat(act(page, "act=disconnect").body()).contains("NO_PIN_SET");
        assertThat(act(page, "act=keep-off").body()).contains("NO_PIN_SET");
    }

    @Test
    void strangersAndNonsenseAreRefusedWithTheirReason() throws Exception {
        URI page = open(DisplaySettings.loopback());
        start();
        assertThat(answerTo(page, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")).contains("421");
        assertThat(
                        answerTo(
                                page,
                                "POST /api/acts HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Content-Length: 8\r\n\r\nact=call"))
                .contains("403");
        assertThat(act(page, "act=explode").statusCode()).isEqualTo(400);
        assertThat(act(page, "act=call&pin=" + "1".repeat(3_000)).statusCode()).isEqualTo(413);
        assertThat(get(page, "/api/acts").statusCode()).isEqualTo(405);
        assertThat(get(page, "/../../etc/passwd").statusCode()).isEqualTo(404);
        assertThat(get(page, "/nothing").body()).contains("There is no such page on the meter.");
        assertThat(told(EventCode.CALL_REQUESTED)).isZero();
    }

    @Test
    void aNinthScreenTakesTheSeatOfTheOneThatSatLongest() throws Exception {
        URI page = open(DisplaySettings.loopback());
        start();
        List<Socket> screens = new ArrayList<>();
        try {
            for (int i = 0; i < 9; i++) {
                Socket screen = new Socket(page.getHost(), page.getPort());
                screens.add(screen);
                screen.setSoTimeout(10_000);
                request(screen, "GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(reader(screen).readLine()).contains("200");
            }
            assertThat(readToEnd(screens.getFirst())).isTrue();
            assertThat(reader(screens.getLast()).readLine()).isNotNull();
        } finally {
            for (Socket screen : screens) {
                screen.close();
            }
        }
    }

    private static boolean readToEnd(Socket socket) throws Exception {
        try {
            socket.getInputStream().skipNBytes(Long.MAX_VALUE);
        } catch (java.io.EOFException | java.net.SocketException _) {
            return true;
        }
        return false;
    }

    private static String answerTo(URI page, String request) throws Exception {
        try (Socket socket = new Socket(page.getHost(), page.getPort())) {
            request(socket, request);
            return reader(socket).readLine();
        }
    }

    private static void request(Socket socket, String text) throws Exception {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static BufferedReader reader(Socket socket) throws Exception {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }
}
