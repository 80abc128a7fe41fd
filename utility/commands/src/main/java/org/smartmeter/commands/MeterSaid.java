package org.smartmeter.commands;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.v1.SupplyReport;

/// What a meter has said that may be about its orders, as far as its journal is stored without a
/// hole: behind a hole an order may be reported done.
///
/// @param aboutOrders events whose first value is an order's counter
/// @param switched its newest events [EventCode#SUPPLY_SWITCHED]
/// @param supply how its switch stands
public record MeterSaid(List<Event> aboutOrders, List<Event> switched, Optional<Supply> supply) {

    public static final MeterSaid NOTHING = new MeterSaid(List.of(), List.of(), Optional.empty());

    /// @param at by the meter's clock
    public record Supply(Instant at, SupplyReport report) {}

    public MeterSaid {
        aboutOrders = List.copyOf(aboutOrders);
        switched = List.copyOf(switched);
    }

    Optional<Event> first(EventCode code, long counter) {
        return aboutOrders.stream()
                .filter(event -> event.code() == code.number())
                .filter(event -> !event.values().isEmpty())
                .filter(event -> event.values().getFirst() == counter)
                .findFirst();
    }
}
