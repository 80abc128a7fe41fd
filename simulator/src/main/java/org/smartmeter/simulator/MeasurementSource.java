package org.smartmeter.simulator;

import java.time.Instant;
import java.util.List;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.quality.QualityResult;

/// A stream of measurements of one place: what a simulated meter's front end delivers. A
/// measurement lasts `seconds` and stops at [#end]; it begins where the one before stopped, unless
/// nothing was measured in between (a gap in a replayed file). Not for several threads at once.
public interface MeasurementSource {

    /// The next measurement; afterwards [#end] says when it stopped.
    Measurement next();

    /// What was found about the quality of the supply with the last measurement; empty where only
    /// power is simulated.
    default List<QualityResult> quality() {
        return List.of();
    }

    /// Until when this source has measured, in true time; before the first measurement its start.
    Instant end();

    /// Whether there is a next measurement; a replayed file ends, a home does not.
    boolean hasNext();
}
