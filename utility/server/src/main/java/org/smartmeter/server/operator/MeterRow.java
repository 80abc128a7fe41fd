package org.smartmeter.server.operator;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A meter in the operator's list.
///
/// @param place null while it is installed nowhere
/// @param lastMeasured null before its first measurement
/// @param storedUpTo every record of its newest epoch up to this one is stored
/// @param missing records of it that are missing
/// @param quarantined records set aside
/// @param refused messages refused in the last 24 hours
record MeterRow(
        String id,
        @Nullable PlaceView place,
        boolean connected,
        @Nullable Instant lastMeasured,
        @Nullable Instant lastReceived,
        long storedUpTo,
        long missing,
        long quarantined,
        long refused,
        int samplePeriodSeconds,
        int pushPeriodSeconds) {

    record PlaceView(UUID id, String name, String address) {}

    boolean isSilentSince(Instant limit) {
        return lastReceived == null || lastReceived.isBefore(limit);
    }
}
