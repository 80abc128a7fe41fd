package org.smartmeter.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A browser of one person: keeps cookies, sends what the screens send.
final class Browser implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI server;
    private final HttpClient client;
    final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);

    Browser(URI server) {
        this(server, "127.0.0.1");
    }

    /// @param from the loopback address it connects from
    Browser(URI server, String from) {
        this.server = server;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .cookieHandler(cookies)
                        .localAddress(InetAddress.ofLiteral(from))
                        .connectTimeout(Duration.ofSeconds(5))
                        .build();
    }

    record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        String errorCode() {
            return body.path("error").path("code").asString("");
        }

        String message() {
            return body.path("error").path("message").asString("");
        }
    }

    Browser signIn(String name) {
        Answer answer = tryToSignIn(name, "correct horse");
        if (answer.status() != 200) {
            throw new AssertionError(name + " cannot sign in: " + answer.body());
        }
        return this;
    }

    Answer tryToSignIn(String name, String password) {
        String body =
                JSON.createObjectNode().put("name", name).put("password", password).toString();
        return send("POST", "/api/session", body);
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer send(String method, String path, String body) {
        return send(request(method, path, body).header("X-CSRF", "1").build());
    }

    HttpRequest.Builder request(String method, String path, String body) {
        BodyPublisher publisher =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .method(method, publisher);
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), json(response), response);
        } catch (IOException e) {
            throw new AssertionError("no answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        boolean isJson =
                response.headers()
                        .firstValue("content-type")
                        .filter(type -> type.startsWith("application/json"))
                        .isPresent();
        boolean readable = response.headers().firstValue("content-encoding").isEmpty();
        return isJson && readable ? JSON.readTree(response.body()) : JSON.createObjectNode();
    }

    /// Opens a stream of events and reads it on a thread of its own.
    Listening listen(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Accept", "text/event-stream")
                        .build();
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            return new Listening(response);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no stream from " + path, e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
