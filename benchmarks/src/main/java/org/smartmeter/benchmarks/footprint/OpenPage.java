package org.smartmeter.benchmarks.footprint;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.atomic.AtomicLong;

/// The meter's page as a browser has it open: its files are fetched, its stream of values is
/// followed, and everything is asked for once more at each look.
final class OpenPage implements AutoCloseable {

    private static final List<String> FILES =
            List.of("", "display.css", "display.js", "draw.js", "words.js", "icon.svg");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long RETRY_MILLISECONDS = 200;
    private static final int OK = 200;

    private final URI page;
    private final HttpClient browser =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
    private final AtomicLong events = new AtomicLong();

    private volatile boolean closed;

    private OpenPage(URI page) {
        this.page = page;
    }

    /// Waits until the page is there.
    static OpenPage open(URI page) throws IOException, InterruptedException {
        OpenPage opened = new OpenPage(page);
        try {
            opened.load();
            Thread.ofVirtual().name("page").start(opened::follow);
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private void load() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (String file : FILES) {
            while (true) {
                try {
                    get(file);
                    break;
                } catch (java.net.ConnectException e) {
                    if (System.nanoTime() > end) {
                        throw e;
                    }
                    Thread.sleep(RETRY_MILLISECONDS);
                }
            }
        }
    }

    /// Asks for everything once.
    void look() throws IOException, InterruptedException {
        get("api/now");
    }

    /// How many events the stream has brought.
    long events() {
        return events.get();
    }

    private void get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page.resolve(path)).timeout(PATIENCE).build();
        int status = browser.send(request, BodyHandlers.discarding()).statusCode();
        if (status != OK) {
            throw new IOException(request.uri() + " answers " + status);
        }
    }

    private InputStream stream() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page.resolve("api/stream")).build();
        return browser.send(request, BodyHandlers.ofInputStream()).body();
    }

    /// Comes back when the meter ends a stream, as a browser does, until the browser is closed or
    /// the meter is gone.
    private void follow() {
        try {
            while (!closed) {
                count(stream());
            }
        } catch (IOException _) {
            // the meter ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void count(InputStream stream) {
        try (Scanner lines = new Scanner(stream, StandardCharsets.UTF_8)) {
            while (lines.hasNextLine()) {
                if (lines.nextLine().startsWith("event:")) {
                    events.incrementAndGet();
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        browser.shutdownNow();
    }
}
