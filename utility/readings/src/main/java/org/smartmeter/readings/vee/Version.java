package org.smartmeter.readings.vee;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.smartmeter.terms.MeterId;

/// One version of some intervals of a meter's local day. Versions are only ever added.
///
/// @param number from 1, by meter, flow and day
/// @param author a person, or what software made it
/// @param reason in words
public record Version(
        MeterId meter,
        Flow flow,
        LocalDate day,
        int number,
        VersionKind kind,
        String author,
        String reason,
        Instant written,
        List<Part> parts) {

    /// An interval's energy in this version.
    ///
    /// @param energy mWh
    public record Part(Instant start, Instant end, long energy) {

        /// @throws IllegalArgumentException if it has no length or negative energy
        public Part {
            if (!start.isBefore(end)) {
                throw new IllegalArgumentException("an interval from " + start + " to " + end);
            }
            if (energy < 0) {
                throw new IllegalArgumentException(
                        "an interval that ends at " + end + " with " + energy + " mWh");
            }
        }
    }

    public Version {
        parts = List.copyOf(parts);
    }
}
