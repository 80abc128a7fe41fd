package org.smartmeter.readings;

import java.util.Optional;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.SequenceRanges;
import org.smartmeter.wire.Definition;

/// What the store holds of one epoch of a meter.
///
/// @param held records
/// @param first the definition in record 1, if it is one
public record StoredJournal(Epoch epoch, SequenceRanges held, Optional<Definition> first) {}
