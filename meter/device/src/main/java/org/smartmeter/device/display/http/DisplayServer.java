package org.smartmeter.device.display.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.device.display.DisplayState;
import org.smartmeter.device.display.HomeDisplay;
import org.smartmeter.device.display.Json;
import org.smartmeter.device.display.Press;

/// Serves the meter's page on the home's network. It may start before the meter does: the page says
/// so. Connections, requests, streams and sizes are bounded, since the meter's memory is small and
/// its first duty is another.
public final class DisplayServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DisplayServer.class);

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private static final int MOST_CONNECTIONS = 48;
    private static final int BACKLOG = 16;

    static {
        // The JDK's server takes its bounds from here and nowhere else.
        bound("jdk.httpserver.maxConnections", MOST_CONNECTIONS);
        bound("sun.net.httpserver.maxIdleConnections", MOST_CONNECTIONS / 2);
        bound("sun.net.httpserver.maxReqTime", 20);
        bound("sun.net.httpserver.maxReqHeaders", 60);
        bound("sun.net.httpserver.maxReqHeaderSize", 16 << 10);
    }

    private final DisplaySettings settings;
    private final HomeDisplay display;
    private final DisplayState state;
    private final Acts acts;
    private final List<LocalPath> paths;
    private final RequestGuard guard;
    private final RequestBudget budget = new RequestBudget();
    private final PinTries tries = new PinTries();
    private final PageFiles files = new PageFiles();
    private final Streams streams;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private DisplayServer(DisplaySettings settings, DisplayState state, List<LocalPath> paths)
            throws IOException {
        this.settings = settings;
        display = state.display();
        this.state = state;
        this.paths = List.copyOf(paths);
        acts = new Acts(display);
        guard = new RequestGuard(settings.names());
        streams = new Streams(display, state);
        server = HttpServer.create(settings.address(), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::take);
    }

    private static void bound(String property, int limit) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, String.valueOf(limit));
        }
    }

    /// @param paths what other features of the meter add
    /// @throws IOException if the address cannot be had
    public static DisplayServer start(
            DisplaySettings settings, DisplayState state, List<LocalPath> paths)
            throws IOException {
        DisplayServer started = new DisplayServer(settings, state, paths);
        started.server.start();
        return started;
    }

    /// Where the page is; a server that listens at all addresses names this machine's own.
    public URI address() {
        var bound = server.getAddress();
        String host =
                bound.getAddress().isAnyLocalAddress()
                        ? "localhost"
                        : bound.getAddress().getHostAddress();
        String name = host.contains(":") ? "[" + host.replaceAll("%.*", "") + "]" : host;
        return URI.create("http://" + name + ":" + bound.getPort() + "/");
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            headers(exchange.getResponseHeaders());
            try {
                check(exchange);
                serve(exchange);
            } catch (RefusedException e) {
                refuse(exchange, e.why());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } catch (RuntimeException e) {
            LOG.error("the local page failed at {}", exchange.getRequestURI().getPath(), e);
        } catch (IOException e) {
            LOG.debug("a screen went away", e);
        }
    }

    private static void headers(Headers headers) {
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }

    private void check(HttpExchange exchange) throws RefusedException {
        if (!budget.take(from(exchange), System.nanoTime())) {
            throw new RefusedException(Refused.TOO_MANY);
        }
        Optional<Refused> refused =
                guard.refuse(
                        new RequestGuard.Asked(
                                exchange.getRequestMethod(),
                                header(exchange, "Host"),
                                header(exchange, "Origin"),
                                header(exchange, "Sec-Fetch-Site"),
                                header(exchange, RequestGuard.OURS)));
        if (refused.isPresent()) {
            throw new RefusedException(refused.get());
        }
    }

    private static String from(HttpExchange exchange) {
        return exchange.getRemoteAddress().getAddress().getHostAddress();
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    private void serve(HttpExchange exchange)
            throws IOException, InterruptedException, RefusedException {
        String path = exchange.getRequestURI().getPath();
        Optional<LocalPath> added =
                paths.stream().filter(each -> each.path().equals(path)).findFirst();
        if (added.isPresent()) {
            serve(exchange, added.get());
            return;
        }
        switch (path) {
            case "/api/now" -> {
                allow(exchange, Set.of("GET"));
                json(exchange, 200, state.all());
            }
            case "/api/stream" -> {
                allow(exchange, Set.of("GET"));
                streams.serve(exchange);
            }
            case "/api/acts" -> {
                allow(exchange, Set.of("POST"));
                Form form = form(exchange);
                checkPin(exchange, acts.rule(form), form);
                json(exchange, 200, acts.carryOut(form));
            }
            default -> file(exchange, path);
        }
    }

    private void serve(HttpExchange exchange, LocalPath path) throws IOException, RefusedException {
        allow(exchange, path.methods());
        Form form = form(exchange);
        if (!exchange.getRequestMethod().equals("GET")) {
            checkPin(exchange, path.pin(), form);
        }
        json(exchange, 200, path.answer(exchange.getRequestMethod(), form));
    }

    private void checkPin(HttpExchange exchange, PinRule rule, Form form) throws RefusedException {
        if (settings.pin().isEmpty()) {
            if (rule == PinRule.ALWAYS) {
                throw new RefusedException(Refused.NO_PIN_SET);
            }
            return;
        }
        Optional<String> given = form.get("pin").filter(digits -> !digits.isEmpty());
        if (given.isEmpty()) {
            throw new RefusedException(Refused.PIN_NEEDED);
        }
        PinTries.Asker from =
                new PinTries.Asker(from(exchange), KnownScreen.token(header(exchange, "Cookie")));
        if (!tries.take(from, System.nanoTime())) {
            throw new RefusedException(Refused.PIN_TRIES);
        }
        if (!settings.pin().get().matches(given.get())) {
            int wrong = tries.wrong(from, System.nanoTime());
            if (wrong > 0) {
                display.press(new Press.WrongPins(wrong));
            }
            throw new RefusedException(Refused.PIN_WRONG);
        }
        String token = tries.right(from, System.nanoTime());
        exchange.getResponseHeaders().set("Set-Cookie", KnownScreen.cookie(token));
    }

    private static void allow(HttpExchange exchange, Set<String> methods) throws RefusedException {
        if (!methods.contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", String.join(", ", methods));
            throw new RefusedException(Refused.WRONG_METHOD);
        }
    }

    private static Form form(HttpExchange exchange) throws IOException, RefusedException {
        byte[] body = exchange.getRequestBody().readNBytes(Form.MAXIMUM_BYTES + 1);
        if (body.length > Form.MAXIMUM_BYTES) {
            throw new RefusedException(Refused.TOO_LONG);
        }
        return Form.parse(body);
    }

    private void file(HttpExchange exchange, String path) throws IOException, RefusedException {
        PageFiles.PageFile file =
                files.find(path).orElseThrow(() -> new RefusedException(Refused.NOT_THERE));
        allow(exchange, Set.of("GET", "HEAD"));
        Headers headers = exchange.getResponseHeaders();
        headers.set("Cache-Control", "no-cache");
        headers.set("ETag", file.tag());
        headers.set("Content-Type", file.type());
        if (header(exchange, "If-None-Match").filter(file.tag()::equals).isPresent()) {
            exchange.sendResponseHeaders(304, -1);
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", String.valueOf(file.content().length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, file.content().length);
            exchange.getResponseBody().write(file.content());
        }
    }

    private static void refuse(HttpExchange exchange, Refused why) throws IOException {
        json(
                exchange,
                why.status(),
                Json.object(json -> json.put("refused", why.name()).put("text", why.text())));
    }

    private static void json(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /// Ends every stream and connection.
    @Override
    public void close() {
        streams.end();
        server.stop(0);
        threads.shutdownNow();
    }
}
