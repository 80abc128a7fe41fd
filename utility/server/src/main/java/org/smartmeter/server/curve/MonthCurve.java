package org.smartmeter.server.curve;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A month of local days on its way to a screen. Energies are kWh drawn from the network.
///
/// @param days every day that has begun
/// @param total of what is known
/// @param soFar the month is not over
/// @param previousTotal of the month before; null if nothing of it is known
/// @param firstMonth the first with anything to show; null if there is none
/// @param lastMonth the last with anything to show
public record MonthCurve(
        String zone,
        YearMonth month,
        Instant start,
        Instant end,
        List<Day> days,
        String total,
        boolean soFar,
        @Nullable String previousTotal,
        @Nullable YearMonth firstMonth,
        @Nullable YearMonth lastMonth) {

    /// @param kwh null if nothing of the day is known
    /// @param complete measured from border to border
    /// @param cumulative of the month up to the day's end
    public record Day(LocalDate day, @Nullable String kwh, boolean complete, String cumulative) {}
}
