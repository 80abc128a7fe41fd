package org.smartmeter.network.importing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smartmeter.network.Period;

/// What one thing is linked to, and when: periods in order, without overlap. It grows at its end;
/// what is over is never rewritten.
final class Timeline<V> {

    /// Linked to the value for the period.
    record Span<V>(V value, Period period) {}

    private final List<Span<V>> recorded;
    private final List<Span<V>> spans;
    private final boolean mayBeginEarlier;

    /// @param recorded what is on record, oldest first
    /// @param mayBeginEarlier whether the first period's begin is only the first that was heard of
    Timeline(List<Span<V>> recorded, boolean mayBeginEarlier) {
        this.recorded = List.copyOf(recorded);
        this.spans = new ArrayList<>(recorded);
        this.mayBeginEarlier = mayBeginEarlier;
    }

    List<Span<V>> recorded() {
        return recorded;
    }

    /// As it is by now. The first of them are those on record, in their order, at most with
    /// another begin or end.
    List<Span<V>> spans() {
        return spans;
    }

    Optional<V> at(Instant instant) {
        return spans.reversed().stream()
                .filter(span -> span.period().contains(instant))
                .findFirst()
                .map(Span::value);
    }

    /// Says what it is linked to at the instant and, unless something else is known, from then on.
    ///
    /// @param value empty if to nothing
    /// @return false, and nothing is changed, if that contradicts what is known from then on
    boolean say(Instant at, Optional<V> value) {
        if (at(at).equals(value)) {
            return true;
        }
        if (beginsEarlier(at, value)) {
            Span<V> first = spans.getFirst();
            spans.set(0, new Span<>(first.value(), new Period(at, first.period().to())));
            return true;
        }
        if (!spans.isEmpty() && !ends(spans.getLast(), at)) {
            return false;
        }
        value.ifPresent(to -> spans.add(new Span<>(to, Period.since(at))));
        return true;
    }

    private boolean beginsEarlier(Instant at, Optional<V> value) {
        return mayBeginEarlier
                && !spans.isEmpty()
                && at.isBefore(spans.getFirst().period().from())
                && value.equals(Optional.of(spans.getFirst().value()));
    }

    /// Ends the last one at the instant, or finds that it ended by then.
    private boolean ends(Span<V> last, Instant at) {
        Period period = last.period();
        if (period.to().isPresent()) {
            return !at.isBefore(period.to().get());
        }
        if (!at.isAfter(period.from())) {
            return false;
        }
        spans.set(spans.size() - 1, new Span<>(last.value(), Period.of(period.from(), at)));
        return true;
    }
}
