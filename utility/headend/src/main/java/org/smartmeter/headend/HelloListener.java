package org.smartmeter.headend;

import org.smartmeter.terms.MeterId;

/// Told when a meter has said hello: it is on the line, and its [MeterReport] is new. Called on a
/// thread of the head-end's: return quickly.
@FunctionalInterface
public interface HelloListener {

    /// @param actedOn counter of the last order that it says it acted on, 64 bits without sign
    void heard(MeterId meter, long actedOn);
}
