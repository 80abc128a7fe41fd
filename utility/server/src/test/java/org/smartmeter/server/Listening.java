package org.smartmeter.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An open stream of server-sent events and what came so far.
final class Listening implements AutoCloseable {

    record Event(String name, String data) {}

    private final HttpResponse<InputStream> response;
    final List<Event> events = new CopyOnWriteArrayList<>();
    private final Thread reader;

    Listening(HttpResponse<InputStream> response) {
        this.response = response;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    List<String> names() {
        return events.stream().map(Event::name).toList();
    }

    boolean hasEnded() {
        return !reader.isAlive();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(name, line.substring("data: ".length())));
                }
            }
        } catch (IOException e) {
            events.add(new Event("broken", String.valueOf(e.getMessage())));
        }
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new AssertionError("cannot hang up", e);
        }
    }
}
