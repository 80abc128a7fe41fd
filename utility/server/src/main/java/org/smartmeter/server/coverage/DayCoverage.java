package org.smartmeter.server.coverage;

import java.time.Instant;
import java.time.LocalDate;

/// How whole a local day is.
///
/// @param deadline by which every interval of the day ought to be there
/// @param taken when the deadline's figure was taken: later than it only if the utility was down
/// @param meters that were installed all day
/// @param complete meters without a gap from border to border when it was taken
/// @param lookedAt when it was counted last
/// @param completeByThen the same then
public record DayCoverage(
        LocalDate day,
        Instant deadline,
        Instant taken,
        int meters,
        int complete,
        Instant lookedAt,
        int completeByThen) {}
