package org.smartmeter.simulator;

import java.time.Instant;
import org.smartmeter.metrology.Measurement;

/// A stream of measurements of one place, each beginning where the one before ended: what a
/// simulated meter's front end delivers. Not for several threads at once.
public interface MeasurementSource {

    /// The next measurement; it covers the time from [#end] before the call to [#end] after it.
    Measurement next();

    /// Until when this source has measured, in true time; before the first measurement its start.
    Instant end();

    /// Whether there is a next measurement; a replayed file ends, a home does not.
    boolean hasNext();
}
