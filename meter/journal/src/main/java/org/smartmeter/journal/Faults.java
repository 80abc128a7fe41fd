package org.smartmeter.journal;

import org.smartmeter.terms.SequenceRange;

/// How damage to a journal is told: what, where, and what it means.
final class Faults {

    private Faults() {}

    static String header(SegmentName segment) {
        return segment + ": the header is damaged; its records were found without it";
    }

    static String hole(SegmentName segment, SegmentScan.Hole hole) {
        return "%s: records %s cannot be read (bytes %d…%d)"
                .formatted(segment, hole.records(), hole.from(), hole.to() - 1);
    }

    static String lostAtEnd(SegmentName segment, SequenceRange lost, long from) {
        return "%s: records %s at its end cannot be read (from byte %d)"
                .formatted(segment, lost, from);
    }

    static String chain(SegmentName segment) {
        return segment + ": the hash chain does not lead here; a record before it was changed";
    }

    static String meter(SegmentName segment, SegmentHeader header) {
        return segment + ": it is of another meter, " + header.meter();
    }
}
