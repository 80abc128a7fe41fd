package org.smartmeter.server.curve;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A local day on its way to a screen. Energies are kWh drawn from the network.
///
/// @param start the day's first instant
/// @param end the first instant after it, 23 to 25 hours later
/// @param total of the part that is known; from the registers, so a hole in the curve is in it
/// @param usual mean of the last four weeks' days of the same kind at the same local time; empty
///     while too few are known
/// @param usualTotal null unless the whole day's usual is known
public record DayCurve(
        String zone,
        LocalDate day,
        Instant start,
        Instant end,
        List<Interval> intervals,
        String total,
        List<Usual> usual,
        @Nullable String usualTotal) {

    /// @param kwh null exactly when the status is `missing`
    /// @param status `actual`, `estimated` or `missing`
    public record Interval(Instant start, Instant end, @Nullable String kwh, String status) {}

    /// What such an interval usually takes.
    public record Usual(Instant start, Instant end, String kwh) {}
}
