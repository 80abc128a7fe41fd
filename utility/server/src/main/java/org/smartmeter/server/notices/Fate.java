package org.smartmeter.server.notices;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smartmeter.readings.MeterEvent;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;

/// What became of a notice: a pure function of the notice, the meter's events and the time.
///
/// @param received when the meter had it, by its own clock
/// @param shown when it first stood on a display that somebody had opened
/// @param answered when the person at the display confirmed, accepted or declined it
/// @param over whether it is on no display any more, taken back or run out
/// @param next what the meter has to be told for things to go on
public record Fate(
        State state,
        Optional<Instant> received,
        Optional<Instant> shown,
        Optional<Instant> answered,
        boolean over,
        Next next) {

    public enum State {
        /// On its way: the meter has not said that it has it.
        WAITING,
        /// The meter did not take it, mostly since its display is full; it is asked again.
        REFUSED,
        /// The meter has it.
        DELIVERED,
        /// Somebody had the display open with the notice on it.
        SHOWN,
        /// Somebody confirmed it at the display; that stands whatever comes later.
        CONFIRMED,
        /// Somebody accepted the offer; that stands too.
        ACCEPTED,
        /// Somebody declined the offer; that stands too.
        DECLINED,
        /// Its time ran out.
        EXPIRED,
        /// Taken back, but the meter still has it.
        WITHDRAWING,
        /// Taken back, and not on the display.
        WITHDRAWN
    }

    /// What a meter tells of a notice; the first value is the notice's number.
    static final Set<EventCode> TOLD_BY =
            Set.of(
                    EventCode.NOTICE_REFUSED,
                    EventCode.NOTICE_RECEIVED,
                    EventCode.NOTICE_SHOWN,
                    EventCode.NOTICE_ACKNOWLEDGED,
                    EventCode.NOTICE_WITHDRAWN,
                    EventCode.NOTICE_EXPIRED);

    /// An order to the meter.
    enum Next {
        NOTHING,
        THE_NOTICE,
        THE_WITHDRAWAL
    }

    /// @param events of the notice's meter, in any order; others than this notice's are passed over
    static Fate of(SentNotice notice, List<MeterEvent> events, Instant now) {
        boolean refused = first(notice, events, EventCode.NOTICE_REFUSED).isPresent();
        Optional<Instant> received = first(notice, events, EventCode.NOTICE_RECEIVED);
        Optional<Instant> shown = first(notice, events, EventCode.NOTICE_SHOWN);
        Optional<Event> answer = firstOf(notice, events, EventCode.NOTICE_ACKNOWLEDGED);
        boolean gone =
                first(notice, events, EventCode.NOTICE_WITHDRAWN).isPresent()
                        || first(notice, events, EventCode.NOTICE_EXPIRED).isPresent()
                        || !now.isBefore(notice.draft().until());
        boolean withdrawn = notice.withdrawal().isPresent();
        return new Fate(
                answer.map(Fate::answered)
                        .orElseGet(() -> state(withdrawn, refused, received, shown, gone)),
                received,
                shown,
                answer.map(Event::time),
                gone || withdrawn && received.isEmpty(),
                next(withdrawn, received.isPresent(), gone));
    }

    /// By the answer's number (see NOTICE_ACKNOWLEDGED).
    private static State answered(Event answer) {
        return switch (answer.values().size() > 1 ? answer.values().get(1).intValue() : 1) {
            case 2 -> State.ACCEPTED;
            case 3 -> State.DECLINED;
            default -> State.CONFIRMED;
        };
    }

    private static State state(
            boolean withdrawn,
            boolean refused,
            Optional<Instant> received,
            Optional<Instant> shown,
            boolean gone) {
        if (withdrawn) {
            return received.isPresent() && !gone ? State.WITHDRAWING : State.WITHDRAWN;
        }
        if (gone) {
            return State.EXPIRED;
        }
        if (shown.isPresent()) {
            return State.SHOWN;
        }
        if (received.isPresent()) {
            return State.DELIVERED;
        }
        return refused ? State.REFUSED : State.WAITING;
    }

    private static Optional<Instant> first(
            SentNotice notice, List<MeterEvent> events, EventCode code) {
        return firstOf(notice, events, code).map(Event::time);
    }

    private static Optional<Event> firstOf(
            SentNotice notice, List<MeterEvent> events, EventCode code) {
        return events.stream()
                .map(MeterEvent::event)
                .filter(event -> isOf(event, code, notice.number()))
                .min(Comparator.comparing(Event::time));
    }

    private static boolean isOf(Event event, EventCode code, long number) {
        return event.known().filter(code::equals).isPresent()
                && !event.values().isEmpty()
                && event.values().getFirst() == number;
    }

    /// A notice taken back before it came needs no more; should it have come after all, the meter
    /// tells, and is told then.
    private static Next next(boolean withdrawn, boolean received, boolean gone) {
        if (gone || withdrawn != received) {
            return Next.NOTHING;
        }
        return withdrawn ? Next.THE_WITHDRAWAL : Next.THE_NOTICE;
    }
}
