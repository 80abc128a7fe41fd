package org.smartmeter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.smartmeter.readings.feed.FeedPosition;
import org.smartmeter.server.Browser.Answer;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What happens, as one stream that others follow from where they stood.
@ExtendWith(Neighbourhood.Shared.class)
class StreamTest {

    private static final Instant WHEN = Instant.parse("2026-11-22T18:01:00Z");

    private final Neighbourhood town;

    StreamTest(Neighbourhood town) {
        this.town = town;
    }

    @Test
    void whoReadsOnFromAPositionMissesNothingAndSeesNothingTwice() {
        Browser omar = town.browserOf("omar");
        String start = town.feed.end().toString();
        happen(1);
        happen(2);

        List<JsonNode> items = new ArrayList<>();
        String position = start;
        for (JsonNode page = page(omar, position, 1);
                page.path("items").size() > 0;
                page = page(omar, position, 1)) {
            items.add(page.path("items").get(0));
            position = page.path("next").asString();
        }

        assertThat(numbers(items)).containsExactly(1L, 2L);
        assertThat(items.stream().map(item -> FeedPosition.parse(item.path("position").asString())))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(omar.get("/api/operator/stream?after=here").status()).isEqualTo(400);
    }

    @Test
    void aBrowserThatFollowsIsToldWithinSeconds() {
        try (Browser omar = town.browserOf("omar");
                Listening stream = omar.listen("/api/operator/stream/live")) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> {
                                happen(3);
                                assertThat(stream.names()).contains("event");
                            });
        }
    }

    @Test
    void aWebhookIsCalledUntilItAnswersAndEachCallIsSigned() throws IOException {
        List<String> told = new CopyOnWriteArrayList<>();
        List<String> signatures = new CopyOnWriteArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        HttpServer outside =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        outside.createContext(
                "/",
                exchange -> {
                    String body = body(exchange);
                    boolean first = calls.incrementAndGet() == 1;
                    if (!first) {
                        told.add(body);
                        signatures.add(
                                exchange.getRequestHeaders().getFirst("X-Smartmeter-Timestamp")
                                        + " "
                                        + exchange.getRequestHeaders()
                                                .getFirst("X-Smartmeter-Signature"));
                    }
                    exchange.sendResponseHeaders(first ? 503 : 204, -1);
                    exchange.close();
                });
        outside.start();
        try (Browser omar = town.browserOf("omar")) {
            Answer made =
                    omar.send(
                            "POST",
                            "/api/operator/webhooks",
                            "{\"url\":\"http://127.0.0.1:"
                                    + outside.getAddress().getPort()
                                    + "/told\"}");
            assertThat(made.status()).isEqualTo(201);
            String secret = made.body().path("secret").asString();
            happen(4);
            happen(5);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(String.join("", told)).contains("[5,"));

            assertThat(calls.get()).as("the first call was answered with 503").isGreaterThan(1);
            String[] signature = signatures.getFirst().split(" ");
            assertThat(signature[1])
                    .isEqualTo(
                            "v1="
                                    + org.smartmeter.server.feed.SignatureOf.of(
                                            secret, signature[0], told.getFirst()));
            assertThat(numbers(items(told))).containsExactly(4L, 5L);
            JsonNode all = omar.get("/api/operator/webhooks").body();
            assertThat(all.toString()).doesNotContain(secret);
            String id = made.body().path("id").asString();
            assertThat(omar.send("DELETE", "/api/operator/webhooks/" + id, "").status())
                    .isEqualTo(204);
        } finally {
            outside.stop(0);
        }
    }

    @Test
    void nobodyIsCalledWhereOthersCouldListen() {
        Browser omar = town.browserOf("omar");
        for (String url :
                List.of("http://example.org/", "ftp://127.0.0.1/", "nowhere", "https://a:b@c/")) {
            assertThat(
                            omar.send("POST", "/api/operator/webhooks", "{\"url\":\"" + url + "\"}")
                                    .status())
                    .as(url)
                    .isEqualTo(400);
        }
    }

    private static List<JsonNode> items(List<String> calls) {
        List<JsonNode> items = new ArrayList<>();
        calls.forEach(call -> new JsonMapper().readTree(call).path("items").forEach(items::add));
        return items;
    }

    private void happen(long number) {
        MeterHistory.tell(
                town.readings,
                Neighbourhood.BILAL,
                List.of(new Event(EventCode.POWER_UP, WHEN, List.of(number, 0L))),
                WHEN.plusSeconds(5));
        town.readings.merge();
    }

    private static JsonNode page(Browser browser, String after, int limit) {
        Answer answer = browser.get("/api/operator/stream?after=" + after + "&limit=" + limit);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }

    /// Of this test's own events: others tell things at the same time.
    private static List<Long> numbers(Iterable<JsonNode> items) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode item : items) {
            if (item.path("meter").asString().equals(Neighbourhood.BILAL.value())
                    && item.path("name").asString().equals("POWER_UP")) {
                numbers.add(item.path("values").path(0).asLong());
            }
        }
        return numbers;
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }
}
