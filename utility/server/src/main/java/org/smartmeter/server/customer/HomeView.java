package org.smartmeter.server.customer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A customer's home as the page's head shows it.
///
/// @param lastMeasured null before the first measurement that is theirs
/// @param today the date at the home
record HomeView(
        PlaceView place,
        String zone,
        String meter,
        @Nullable Instant lastMeasured,
        @Nullable Instant lastReceived,
        Instant installedSince,
        int samplePeriodSeconds,
        LocalDate today) {

    record PlaceView(UUID id, String name, String address) {}
}
