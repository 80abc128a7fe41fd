package org.smartmeter.readings;

import java.util.Optional;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;

/// How far the hash chain over an epoch of a meter's journal is computed and proven.
///
/// @param followedTo the chain is computed up to this record
/// @param verifiedUpTo the meter's signature proves everything up to here; 0 if none came
/// @param broken what did not fit, where; empty while all is well
public record ChainState(
        MeterId meter, Epoch epoch, long followedTo, long verifiedUpTo, Optional<String> broken) {}
