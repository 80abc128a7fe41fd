package org.smartmeter.readings;

import java.time.Instant;
import org.smartmeter.terms.MeterId;

/// Told after a commit that a meter has something new. Called on a thread of the store's, one call
/// after the other: return quickly.
@FunctionalInterface
public interface ReadingsListener {

    /// @param fromTime the earliest measured time of what is new
    /// @param upToTime the latest measured time known of the meter
    void stored(MeterId meter, Instant fromTime, Instant upToTime);
}
