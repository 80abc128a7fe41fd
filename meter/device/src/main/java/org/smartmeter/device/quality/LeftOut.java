package org.smartmeter.device.quality;

import org.smartmeter.metrology.quality.VoltageEvent;

/// Events that were only counted, for one event that tells of all.
final class LeftOut {

    private final long[] kinds = new long[VoltageEvent.Kind.values().length];
    private long others;
    private long lowestMillivolts;
    private long highestMillivolts;

    boolean isEmpty() {
        return others == 0 && kinds[0] + kinds[1] + kinds[2] == 0;
    }

    void add(VoltageEvent event) {
        long millivolts = Math.round(event.volts() * 1000);
        if (event.kind() == VoltageEvent.Kind.SWELL) {
            highestMillivolts = Math.max(highestMillivolts, millivolts);
        } else {
            boolean first =
                    kinds[VoltageEvent.Kind.DIP.ordinal()]
                                    + kinds[VoltageEvent.Kind.INTERRUPTION.ordinal()]
                            == 0;
            lowestMillivolts = first ? millivolts : Math.min(lowestMillivolts, millivolts);
        }
        kinds[event.kind().ordinal()]++;
    }

    void addOther() {
        others++;
    }

    /// As they stand behind the event's code.
    long[] values() {
        return new long[] {
            kinds[VoltageEvent.Kind.DIP.ordinal()],
            kinds[VoltageEvent.Kind.SWELL.ordinal()],
            kinds[VoltageEvent.Kind.INTERRUPTION.ordinal()],
            others,
            lowestMillivolts,
            highestMillivolts
        };
    }
}
