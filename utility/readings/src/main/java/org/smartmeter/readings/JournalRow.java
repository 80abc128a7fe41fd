package org.smartmeter.readings;

import java.util.OptionalLong;
import org.smartmeter.terms.SequenceRanges;

/// A journal as the store's books have it.
record JournalRow(
        int id,
        JournalKey key,
        SequenceRanges held,
        long lost,
        OptionalLong lastMeasured,
        long lastReceived) {}
