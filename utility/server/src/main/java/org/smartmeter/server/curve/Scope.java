package org.smartmeter.server.curve;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.smartmeter.terms.MeterId;

/// What may be shown to somebody: which meters measured it, each in its time, one after the other.
/// The borders are hard: a customer's scope ends where the customer's time at the place ends.
///
/// @param spans in order of time, not overlapping
public record Scope(ZoneId zone, List<Span> spans) {

    public Scope {
        spans = List.copyOf(spans);
    }

    /// One meter for a while.
    ///
    /// @param to empty: until further notice
    public record Span(MeterId meter, Instant from, Optional<Instant> to) {

        Optional<Window> within(Instant windowFrom, Instant windowTo) {
            Instant start = later(from, windowFrom);
            Instant end = to.filter(windowTo::isAfter).orElse(windowTo);
            return start.isBefore(end)
                    ? Optional.of(new Window(meter, start, end))
                    : Optional.empty();
        }
    }

    /// A stretch of a meter's time.
    record Window(MeterId meter, Instant from, Instant to) {}

    /// Everything one meter ever measured.
    public static Scope whole(MeterId meter, ZoneId zone) {
        return new Scope(zone, List.of(new Span(meter, Instant.EPOCH, Optional.empty())));
    }

    /// What of the window may be shown, in order.
    List<Window> within(Instant from, Instant to) {
        return spans.stream().flatMap(span -> span.within(from, to).stream()).toList();
    }

    static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
