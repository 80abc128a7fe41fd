package org.smartmeter.readings;

import java.time.Instant;
import org.smartmeter.terms.Energy;

/// The active energy of a stretch of time.
///
/// @param knownUpTo end of what is known within the stretch; its start when nothing is
/// @param complete measured from border to border without a gap
/// @param interpolated a border lies between two rows and the register there was taken in
/// proportion to time
public record PeriodEnergy(
        Energy imported,
        Energy exported,
        Instant knownUpTo,
        boolean complete,
        boolean interpolated) {}
