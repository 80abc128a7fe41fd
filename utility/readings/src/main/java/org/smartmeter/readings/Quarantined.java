package org.smartmeter.readings;

import java.time.Instant;
import java.util.Optional;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;

/// A record that was set aside: stored and acknowledged, but in no curve and no sum.
///
/// @param detail what was wrong, in words
/// @param time what the record says of its time, if that can be read
public record Quarantined(
        MeterId meter,
        Epoch epoch,
        long sequence,
        int tag,
        QuarantineReason reason,
        String detail,
        Optional<Instant> time,
        Instant received) {}
