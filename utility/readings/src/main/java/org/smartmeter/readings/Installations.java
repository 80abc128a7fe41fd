package org.smartmeter.readings;

import java.time.Instant;
import java.util.Optional;
import org.smartmeter.terms.MeterId;

/// What the store must know about places: since when a meter can have measured anything. Supplied
/// by the server from the network room. Called from the store's own threads, often: answer from
/// memory.
@FunctionalInterface
public interface Installations {

    /// The start of the meter's first installation; empty if none is known, and then no time is too
    /// early.
    Optional<Instant> installedSince(MeterId meter);
}
