package org.smartmeter.device.display.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.smartmeter.device.display.DisplayState;
import org.smartmeter.device.display.HomeDisplay;
import org.smartmeter.device.display.Json;
import org.smartmeter.device.display.Picture;
import org.smartmeter.device.display.PictureJson;

/// Pictures as they are painted, as server-sent events, to a few screens at once. Whoever comes
/// when all seats are taken takes that of the one who sat longest, so that a phone that left
/// without a word keeps nobody out. An interruption closes a channel even while a write to it
// hangs.
final class Streams {

    static final int SEATS = 8;

    /// A screen that is still there comes back by itself.
    private static final Duration LONGEST_SIT = Duration.ofMinutes(10);

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private final HomeDisplay display;
    private final DisplayState state;
    private final Deque<Thread> seated = new ArrayDeque<>();
    private boolean over;

    Streams(HomeDisplay display, DisplayState state) {
        this.display = display;
        this.state = state;
    }

    void serve(HttpExchange exchange) throws IOException, InterruptedException {
        if (!sit(Thread.currentThread())) {
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(200, 0);
            write(exchange.getResponseBody());
        } finally {
            leave(Thread.currentThread());
        }
    }

    private void write(OutputStream out) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_SIT.toNanos();
        Optional<Picture> last = display.picture();
        if (last.isPresent()) {
            event(out, "trace", Json.object(json -> PictureJson.trace(json, last.get().trace())));
        }
        long notices = -1;
        for (Optional<Picture> picture = last;
                isOpen() && System.nanoTime() < end;
                picture = display.await(picture, HEARTBEAT)) {
            event(out, "now", state.now(picture));
            if (picture.isPresent() && picture.get().noticesVersion() != notices) {
                Picture shown = picture.get();
                notices = shown.noticesVersion();
                event(out, "notices", Json.object(json -> PictureJson.notices(json, shown)));
                display.looked();
            }
        }
    }

    private static void event(OutputStream out, String name, String data) throws IOException {
        out.write(("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private synchronized boolean sit(Thread screen) {
        if (over) {
            return false;
        }
        if (seated.size() == SEATS) {
            seated.removeFirst().interrupt();
        }
        seated.addLast(screen);
        return true;
    }

    private synchronized void leave(Thread screen) {
        seated.remove(screen);
    }

    private synchronized boolean isOpen() {
        return !over;
    }

    /// Ends them all.
    synchronized void end() {
        over = true;
        seated.forEach(Thread::interrupt);
        seated.clear();
    }
}
