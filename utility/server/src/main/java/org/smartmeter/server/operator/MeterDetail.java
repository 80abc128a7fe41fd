package org.smartmeter.server.operator;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything about one meter that is not personal.
///
/// @param row the same keys as in the list
/// @param zone of its place
/// @param epoch of which most is stored; null before the first record
/// @param software null before its first hello
/// @param supply null from a meter without a switch
/// @param journalFill 0…1, share of its journal that is not stored here yet
record MeterDetail(
        @JsonUnwrapped MeterRow row,
        String zone,
        @Nullable Long epoch,
        @Nullable String software,
        @Nullable Boolean clockSet,
        @Nullable Double journalFill,
        @Nullable Instant installedSince,
        List<Gap> gaps,
        ScheduleView schedule,
        @Nullable SupplyView supply,
        List<EventView> events,
        List<RefusalView> refusals,
        List<QuarantineView> quarantine,
        ChainView chain) {

    /// Missing records, both ends included.
    record Gap(long first, long last) {}

    /// @param pending the meter has not said yet that it keeps it
    record ScheduleView(int samplePeriodSeconds, int pushPeriodSeconds, boolean pending) {}

    record EventView(Instant time, int code, String name, List<Long> values) {}

    record RefusalView(Instant at, @Nullable String meter, String reason, String detail) {}

    record QuarantineView(long sequence, String reason, String detail, @Nullable Instant time) {}

    /// @param verifiedUpTo the meter's signature proves every record up to here
    record ChainView(long verifiedUpTo, boolean broken) {}
}
