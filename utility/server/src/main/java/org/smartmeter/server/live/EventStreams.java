package org.smartmeter.server.live;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.server.http.ApiException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// Writes streams of server-sent events (WHATWG HTML, section 9.2), each on the virtual thread of
/// its request. A stream ends when the other side is gone, the sign-in is over, what is shown is no
/// longer theirs to see, it falls behind, or the server stops.
public final class EventStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration LOOK_UP = Duration.ofMillis(500);
    private static final int MOST_PER_USER = 10;
    private static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HELLO = "retry: 3000\n\n".getBytes(StandardCharsets.US_ASCII);

    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, Integer> openByUser = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// Serves one stream until it ends.
    ///
    /// @param source opened for this stream, closed after it
    /// @param stillAllowed asked at every heartbeat
    /// @throws ApiException if the user has too many streams open
    public void serve(
            String user,
            HttpServletRequest request,
            HttpServletResponse response,
            Supplier<? extends EventSource> source,
            BooleanSupplier stillAllowed)
            throws IOException {
        if (openByUser.merge(user, 1, Integer::sum) > MOST_PER_USER) {
            left(user);
            throw ApiException.tooMany(
                    "too-many-streams",
                    "too many pages are open under this sign-in; close some",
                    HEARTBEAT);
        }
        try (EventSource events = source.get()) {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            write(response, HELLO);
            run(events, request, response, stillAllowed);
        } catch (IOException e) {
            LOG.debug("the viewer is gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            left(user);
        }
    }

    private void run(
            EventSource events,
            HttpServletRequest request,
            HttpServletResponse response,
            BooleanSupplier stillAllowed)
            throws IOException, InterruptedException {
        HttpSession session = request.getSession(false);
        long lastWritten = System.nanoTime();
        long lastAsked = lastWritten;
        while (!closed && isAlive(session)) {
            Optional<ServerEvent> event = events.next(LOOK_UP);
            long now = System.nanoTime();
            if (event.isPresent()) {
                write(response, bytes(event.get()));
                lastWritten = now;
            } else if (events.hasEnded()) {
                return;
            } else if (now - lastWritten >= HEARTBEAT.toNanos()) {
                write(response, BEAT);
                lastWritten = now;
            }
            if (now - lastAsked >= HEARTBEAT.toNanos()) {
                if (!stillAllowed.getAsBoolean()) {
                    return;
                }
                lastAsked = now;
            }
        }
    }

    private byte[] bytes(ServerEvent event) {
        String text =
                event.id().map(id -> "id: " + id + "\n").orElse("")
                        + "event: "
                        + event.event()
                        + "\ndata: "
                        + json.writeValueAsString(event.data());
        return (text + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void write(HttpServletResponse response, byte[] bytes) throws IOException {
        OutputStream out = response.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    private static boolean isAlive(@Nullable HttpSession session) {
        if (session == null) {
            return false;
        }
        try {
            session.getAttributeNames();
            return true;
        } catch (IllegalStateException e) {
            LOG.debug("the sign-in is over", e);
            return false;
        }
    }

    private void left(String user) {
        openByUser.computeIfPresent(user, (_, open) -> open > 1 ? open - 1 : null);
    }

    /// Ends every stream, so that the web server can stop.
    @Override
    public void close() {
        closed = true;
    }
}
