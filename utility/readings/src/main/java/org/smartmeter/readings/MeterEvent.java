package org.smartmeter.readings;

import java.util.Comparator;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Event;

/// An event from a meter's journal.
public record MeterEvent(MeterId meter, Epoch epoch, long sequence, Event event) {

    /// As the meter measured; at one instant as it wrote.
    static final Comparator<MeterEvent> BY_TIME =
            Comparator.comparing((MeterEvent it) -> it.event().time())
                    .thenComparing(MeterEvent::epoch)
                    .thenComparing(MeterEvent::sequence);

    /// The event's name, or `EVENT_` and its number if this software does not know it.
    public String name() {
        return event.known().map(Enum::name).orElse("EVENT_" + event.code());
    }
}
