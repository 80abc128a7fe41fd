package org.smartmeter.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Journal record, tag [RecordTag#EVENT]: something that happened at the meter.
///
/// @param code number of the event, 1…65,535; see [EventCode]
/// @param time UTC; finer than 1 ms is cut off
/// @param values what the event says, at most 64; their meaning stands at the [EventCode]
public record Event(int code, Instant time, List<Long> values) {

    /// The highest number of an event.
    public static final int MAXIMUM_CODE = 65_535;

    /// The most values of an event.
    public static final int MAXIMUM_VALUES = 64;

    /// @throws IllegalArgumentException if a number is outside its range
    public Event {
        if (code < 1 || code > MAXIMUM_CODE) {
            throw new IllegalArgumentException(
                    "event code " + code + " is outside 1…" + MAXIMUM_CODE);
        }
        time = RecordTime.checked(time);
        if (values.size() > MAXIMUM_VALUES) {
            throw new IllegalArgumentException(
                    values.size() + " values; an event has at most " + MAXIMUM_VALUES);
        }
        values = List.copyOf(values);
    }

    public Event(EventCode code, Instant time, List<Long> values) {
        this(code.number(), time, values);
    }

    /// What the code means, if this software knows it.
    public Optional<EventCode> known() {
        return EventCode.ofNumber(code);
    }
}
