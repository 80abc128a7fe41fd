package org.smartmeter.server.commands;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.smartmeter.commands.Awaited;
import org.smartmeter.commands.Judging;
import org.smartmeter.commands.MeterSaid;
import org.smartmeter.headend.MeterStatus;
import org.smartmeter.readings.MeterEvent;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.server.line.MeterLine;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;

/// What meters have said about their orders, read from the utility's copies of their journals and
/// from their last hellos.
final class JournalReports {

    /// A switch that moved since is among so many newest events.
    private static final int NEWEST = 200;

    private final ReadingStore readings;
    private final MeterLine line;

    JournalReports(ReadingStore readings, MeterLine line) {
        this.readings = readings;
        this.line = line;
    }

    MeterSaid of(MeterId meter, List<Awaited> awaited) {
        Set<Long> counters = awaited.stream().map(Awaited::counter).collect(Collectors.toSet());
        Map<Epoch, Long> storedUpTo = new HashMap<>();
        List<Event> about =
                readings.firstTold(meter, Judging.ABOUT_ORDERS, counters).stream()
                        .filter(told -> isBeforeEveryHole(told, storedUpTo))
                        .map(MeterEvent::event)
                        .toList();
        if (about.isEmpty()) {
            return MeterSaid.NOTHING;
        }
        return new MeterSaid(
                about,
                readings.events(meter, NEWEST).stream()
                        .filter(told -> told.event().code() == EventCode.SUPPLY_SWITCHED.number())
                        .map(MeterEvent::event)
                        .sorted(Comparator.comparing(Event::time))
                        .toList(),
                supply(meter));
    }

    private boolean isBeforeEveryHole(MeterEvent told, Map<Epoch, Long> storedUpTo) {
        long upTo =
                storedUpTo.computeIfAbsent(
                        told.epoch(), epoch -> readings.progress(told.meter(), epoch).storedUpTo());
        return told.sequence() <= upTo;
    }

    private Optional<MeterSaid.Supply> supply(MeterId meter) {
        return line.meter(meter)
                .flatMap(MeterStatus::report)
                .flatMap(
                        report ->
                                report.supply()
                                        .map(said -> new MeterSaid.Supply(report.clock(), said)));
    }
}
