package org.smartmeter.readings.vee;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.smartmeter.readings.Interval;
import org.smartmeter.readings.MeterEvent;
import org.smartmeter.readings.validation.Mark;
import org.smartmeter.readings.validation.Samples;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;

/// A stored curve and a meter's events as samples of a register that begins at 0. Pure.
final class CurveSamples {

    /// Where [EventCode#SUPPLY_SWITCHED] says the control state, and what it is while connected.
    private static final int CONTROL_STATE = 2;

    private static final long CONNECTED = 1;

    private CurveSamples() {}

    /// @param curve in order, without overlaps
    /// @param events in any order, from before the curve on where they are known
    static Samples of(String meter, Flow flow, List<Interval> curve, List<MeterEvent> events) {
        NavigableMap<Instant, Boolean> power = new TreeMap<>();
        NavigableMap<Instant, Boolean> supply = new TreeMap<>();
        events.forEach(event -> learn(event.event(), power, supply));
        Samples.Builder samples = new Samples.Builder(meter);
        long register = 0;
        boolean anew = true;
        for (Interval interval : curve) {
            if (interval.status() == Interval.Status.MISSING) {
                anew = true;
                continue;
            }
            if (anew) {
                samples.add(interval.start(), register, Set.of(Mark.NEW_EPOCH));
                anew = false;
            }
            register += flow.of(interval);
            Set<Mark> marks = EnumSet.noneOf(Mark.class);
            if (wasOff(power, interval)) {
                marks.add(Mark.POWER_DOWN);
            }
            if (wasOffThroughout(supply, interval)) {
                marks.add(Mark.DISCONNECTED);
            }
            samples.add(interval.end(), register, marks);
        }
        return samples.build();
    }

    private static void learn(
            Event event,
            NavigableMap<Instant, Boolean> power,
            NavigableMap<Instant, Boolean> supply) {
        EventCode code = event.known().orElse(null);
        if (code == EventCode.POWER_UP || code == EventCode.POWER_DOWN) {
            power.put(event.time(), code == EventCode.POWER_UP);
        } else if (code == EventCode.SUPPLY_SWITCHED && event.values().size() > CONTROL_STATE) {
            supply.put(event.time(), event.values().get(CONTROL_STATE) == CONNECTED);
        }
    }

    private static boolean wasOff(NavigableMap<Instant, Boolean> states, Interval interval) {
        var before = states.floorEntry(interval.start());
        return before != null && !before.getValue()
                || states.subMap(interval.start(), true, interval.end(), false)
                        .containsValue(Boolean.FALSE);
    }

    private static boolean wasOffThroughout(
            NavigableMap<Instant, Boolean> states, Interval interval) {
        var before = states.floorEntry(interval.start());
        return before != null
                && !before.getValue()
                && !states.subMap(interval.start(), true, interval.end(), true)
                        .containsValue(Boolean.TRUE);
    }
}
