package org.smartmeter.readings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.smartmeter.wire.EventCode;

/// Of events that say first what they are about, the earliest of each kind and subject.
final class FirstTold {

    private record Matter(EventCode kind, long subject) {}

    private final Set<EventCode> kinds;
    private final Set<Long> subjects;
    private final Map<Matter, MeterEvent> first = new HashMap<>();

    FirstTold(Set<EventCode> kinds, Set<Long> subjects) {
        this.kinds = kinds;
        this.subjects = subjects;
    }

    /// An event of another kind, or about something else, is passed over.
    void add(MeterEvent event) {
        Optional<EventCode> kind = event.event().known().filter(kinds::contains);
        List<Long> values = event.event().values();
        if (kind.isPresent() && !values.isEmpty() && subjects.contains(values.getFirst())) {
            first.merge(
                    new Matter(kind.get(), values.getFirst()),
                    event,
                    BinaryOperator.minBy(MeterEvent.BY_TIME));
        }
    }

    List<MeterEvent> inOrder() {
        return first.values().stream().sorted(MeterEvent.BY_TIME).toList();
    }
}
