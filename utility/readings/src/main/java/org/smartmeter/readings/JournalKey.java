package org.smartmeter.readings;

import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;

/// Names one journal: an epoch of a meter.
public record JournalKey(MeterId meter, Epoch epoch) {}
