package org.smartmeter.journal;

/// A segment that takes no more records.
record SealedSegment(SegmentName name, int bytes) {}
