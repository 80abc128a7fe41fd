package org.smartmeter.headend;

import java.time.Instant;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;

/// Consecutive journal records of one meter as they came through the seal.
///
/// @param range the records' sequence numbers, from the seal's header
/// @param body a serialised `Records` message of the line, not yet looked into; never change it
/// @param received when it reached the utility
public record Batch(
        MeterId meter, Epoch epoch, SequenceRange range, byte[] body, Instant received) {}
