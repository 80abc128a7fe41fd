package org.smartmeter.headend;

import java.time.Instant;
import java.util.Optional;
import org.smartmeter.wire.v1.Schedule;
import org.smartmeter.wire.v1.SupplyReport;

/// What a meter last said of itself in a hello.
///
/// @param received when the hello came in
/// @param epoch the journal's epoch in UTC seconds; 0 when the meter has lost its memory
/// @param clock the meter's clock when it sent the hello
/// @param clockSet false until the meter's clock was first set
/// @param journalFill 0…1, share of the journal that holds unacknowledged records
/// @param schedule the schedule in force on the meter
/// @param supply how its switch stands; empty if it has none
public record MeterReport(
        Instant received,
        String software,
        long epoch,
        long firstSequence,
        long lastSequence,
        long acknowledged,
        Instant clock,
        boolean clockSet,
        double journalFill,
        Schedule schedule,
        Optional<SupplyReport> supply) {}
