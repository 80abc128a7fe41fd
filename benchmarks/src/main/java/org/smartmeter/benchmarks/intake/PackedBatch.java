package org.smartmeter.benchmarks.intake;

import org.smartmeter.terms.MeterId;

/// Records as one upload carries them.
record PackedBatch(MeterId meter, long firstSequence, int records, byte[] body) {}
