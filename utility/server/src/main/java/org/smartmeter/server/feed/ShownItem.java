package org.smartmeter.server.feed;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.smartmeter.readings.MeterEvent;
import org.smartmeter.readings.feed.FeedItem;

/// An item of the stream as JSON.
///
/// @param position to read on from
/// @param kind `event` or `finding`
/// @param time when it happened by the meter; of a finding the begin of what is meant
/// @param name of the event, or the rule
/// @param code of an event
/// @param values of an event; their meaning stands in the wire's `EventCode`
/// @param to of a finding: the end of what is meant
public record ShownItem(
        String position,
        String kind,
        String meter,
        Instant time,
        String name,
        @Nullable Integer code,
        @Nullable List<Long> values,
        @Nullable Instant to) {

    static ShownItem of(FeedItem item) {
        String position = item.position().toString();
        String meter = item.meter().value();
        return switch (item) {
            case FeedItem.Happened(var _, MeterEvent event) ->
                    new ShownItem(
                            position,
                            "event",
                            meter,
                            event.event().time(),
                            event.name(),
                            event.event().code(),
                            event.event().values(),
                            null);
            case FeedItem.Found found ->
                    new ShownItem(
                            position,
                            "finding",
                            meter,
                            found.from(),
                            found.rule().label(),
                            null,
                            null,
                            found.to());
        };
    }
}
