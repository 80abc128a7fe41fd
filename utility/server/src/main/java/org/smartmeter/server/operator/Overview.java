package org.smartmeter.server.operator;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state of the utility on one page.
///
/// @param meters installed meters
/// @param silent24h installed meters from which nothing came for 24 hours
/// @param yesterdayComplete share of yesterday's quarter hours, over the meters installed all day,
///     that are known; null if there are none
/// @param today quarter hours since the local midnight, all installed meters together
record Overview(
        Instant at,
        String zone,
        int meters,
        int connected,
        long silent24h,
        long withGaps,
        @Nullable Double yesterdayComplete,
        IntakeView intake,
        long refused24h,
        long quarantined,
        Today today,
        List<Attention> attention) {

    record IntakeView(double recordsPerSecond, double valuesPerSecond, long storedRecords) {}

    record Today(List<Total> intervals) {}

    /// @param meters how many of the installed meters are in the sum
    record Total(Instant start, Instant end, String kwh, int meters) {}

    /// Something a person should look at.
    ///
    /// @param kind `silent`, `gaps`, `quarantined`, `refused`; of commands `approval` and `held`
    /// @param meter null where it is no single meter's
    record Attention(String kind, @Nullable String meter, String detail, @Nullable Instant since) {}
}
