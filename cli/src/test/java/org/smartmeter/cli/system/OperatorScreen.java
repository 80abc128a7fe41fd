package org.smartmeter.cli.system;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.smartmeter.terms.MeterId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an operator sees, over the very HTTP interface that the pages use.
final class OperatorScreen implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI server;
    private final HttpClient client;

    private OperatorScreen(URI server) {
        this.server = server;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .cookieHandler(new CookieManager())
                        .build();
    }

    static OperatorScreen signIn(URI server, String name, String password) {
        OperatorScreen screen = new OperatorScreen(server);
        String body = JSON.writeValueAsString(Map.of("name", name, "password", password));
        screen.send(
                screen.request("/api/session")
                        .header("X-CSRF", "1")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build());
        return screen;
    }

    /// How often each reason was given in the last 24 hours, to anybody.
    Map<String, Long> refusals() {
        return counts(get("/api/operator/refusals"));
    }

    /// The same of one meter.
    Map<String, Long> refusals(MeterId meter) {
        return counts(get("/api/operator/refusals?meter=" + meter));
    }

    /// The newest refusals in words, whoever they concern.
    List<JsonNode> newestRefusals() {
        return list(get("/api/operator/refusals?limit=500").path("recent"));
    }

    JsonNode meter(MeterId meter) {
        return get("/api/operator/meters/" + meter);
    }

    /// A list of the meter's page: `events`, `refusals`, `quarantine`.
    List<JsonNode> meter(MeterId meter, String list) {
        return list(meter(meter).path(list));
    }

    JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    /// Asks for something to be done.
    JsonNode post(String path, String json) {
        return send(
                request(path)
                        .header("X-CSRF", "1")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build());
    }

    private static Map<String, Long> counts(JsonNode refusals) {
        Map<String, Long> counts = new TreeMap<>();
        refusals.path("counts")
                .forEach(
                        count ->
                                counts.put(
                                        count.path("reason").asString(),
                                        count.path("count").asLong()));
        return counts;
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(20));
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new AssertionError(
                        request.uri() + ": " + response.statusCode() + " " + response.body());
            }
            return JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
        } catch (IOException e) {
            throw new AssertionError("no answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
