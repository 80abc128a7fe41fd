package org.smartmeter.device;

import java.time.Instant;
import java.util.Optional;
import org.smartmeter.metrology.Measurement;

/// What the registers showed when a profile wanted a row, on its way into the journal.
///
/// @param profile that wants it
/// @param time meter time, in ms
/// @param period of the profile, seconds, as in force then
/// @param endsDay whether it is one of the load profile at a midnight UTC
/// @param status bits of [org.smartmeter.wire.RowStatus]
/// @param values of the registers at that time
/// @param window the measurement in which the time lies; empty in a reading that an order caused
/// @param ended how the billing period ended that this is the last reading of, if it is
record Reading(
        ProfileKind profile,
        Instant time,
        int period,
        boolean endsDay,
        int status,
        RegisterValues values,
        Optional<Measurement> window,
        Optional<BillingEnd> ended) {}
