package org.smartmeter.server.feed;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.smartmeter.readings.feed.EventFeed;
import org.smartmeter.readings.feed.FeedItem;
import org.smartmeter.readings.feed.FeedPosition;
import org.smartmeter.server.http.ApiException;
import org.smartmeter.server.http.SignedIn;
import org.smartmeter.server.live.EventSource;
import org.smartmeter.server.live.EventStreams;
import org.smartmeter.server.live.ServerEvent;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The stream, to pull page by page or to follow.
@RestController
@RequestMapping("/api/operator/stream")
public final class FeedController {

    private static final int MOST = 1_000;
    private static final int AT_A_TIME = 200;

    private final EventFeed feed;
    private final EventStreams streams;

    FeedController(EventFeed feed, EventStreams streams) {
        this.feed = feed;
        this.streams = streams;
    }

    /// @param next position to ask on from
    record Page(List<ShownItem> items, String next) {}

    @GetMapping
    Page page(
            @RequestParam(defaultValue = "0.0") String after,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw ApiException.badRequest("limit is from 1 to " + MOST);
        }
        FeedPosition position = position(after);
        List<FeedItem> items = feed.after(position, limit);
        return new Page(
                items.stream().map(ShownItem::of).toList(),
                (items.isEmpty() ? position : items.getLast().position()).toString());
    }

    /// Begins where the browser's `Last-Event-ID` or `after` says, else now.
    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void follow(
            @AuthenticationPrincipal SignedIn operator,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String said = last == null || last.isBlank() ? after : last;
        FeedPosition from = said == null ? feed.end() : position(said);
        streams.serve(
                operator.actor(), request, response, () -> new Following(feed, from), () -> true);
    }

    private static FeedPosition position(String text) {
        try {
            return FeedPosition.parse(text);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private record Item(ShownItem data) implements ServerEvent {
        @Override
        public String event() {
            return data.kind();
        }

        @Override
        public Optional<String> id() {
            return Optional.of(data.position());
        }
    }

    /// Looks for more whenever what it has is told.
    private static final class Following implements EventSource {
        private final EventFeed feed;
        private final Queue<FeedItem> waiting = new ArrayDeque<>();
        private FeedPosition position;

        Following(EventFeed feed, FeedPosition from) {
            this.feed = feed;
            this.position = from;
        }

        @Override
        public Optional<ServerEvent> next(Duration patience) throws InterruptedException {
            if (waiting.isEmpty()) {
                waiting.addAll(feed.after(position, AT_A_TIME));
            }
            FeedItem item = waiting.poll();
            if (item == null) {
                Thread.sleep(patience);
                return Optional.empty();
            }
            position = item.position();
            return Optional.of(new Item(ShownItem.of(item)));
        }

        @Override
        public boolean hasEnded() {
            return false;
        }

        @Override
        public void close() {
            waiting.clear();
        }
    }
}
