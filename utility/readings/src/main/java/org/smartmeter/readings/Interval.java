package org.smartmeter.readings;

import java.time.Instant;
import org.smartmeter.terms.Energy;

/// Active energy between two instants: the difference of the cumulative registers at its ends.
///
/// @param imported from the network (1-0:1.8.0); zero when missing
/// @param exported to the network (1-0:2.8.0); zero when missing
public record Interval(
        Instant start, Instant end, Energy imported, Energy exported, Status status) {

    /// How far an interval is known.
    public enum Status {
        /// As measured, between two neighbouring rows.
        ACTUAL,
        /// A part of a measured interval, cut at the window's border in proportion to time.
        ESTIMATED,
        /// Rows in between were lost or have not come yet: the energy is known, its shape is not.
        GAP,
        /// Nothing is known, not even the energy: between two epochs.
        MISSING
    }

    /// @throws IllegalArgumentException if the end does not lie after the start
    public Interval {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("an interval from " + start + " to " + end);
        }
    }
}
