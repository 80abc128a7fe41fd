package org.smartmeter.device;

import java.time.Instant;
import java.util.Map;

/// What a meter can say about itself at a moment; a snapshot that any thread may read.
///
/// @param clock the meter's own time
/// @param clockSet whether that time was ever set and is not in doubt
/// @param boot how often it has started
/// @param epoch of its journal, 0 while it waits to learn the last one
/// @param firstSequence oldest record held, 0 if none
/// @param lastSequence newest durable record, 0 if none
/// @param acknowledged what the utility has stored without a hole
/// @param journalFill 0…1
/// @param schedule as the utility set it
/// @param samplePeriod in force, seconds; longer than scheduled while the journal is filling up
/// @param link where the line stands
/// @param counts mWh, mvarh and mVAh
/// @param rate in which energy is counted now, 1…8
/// @param refused how many messages of the utility's side were refused, by reason
public record DeviceStatus(
        Instant clock,
        boolean clockSet,
        int boot,
        long epoch,
        long firstSequence,
        long lastSequence,
        long acknowledged,
        double journalFill,
        Schedule schedule,
        int samplePeriod,
        LinkState link,
        Map<EnergyRegister, Long> counts,
        int rate,
        Map<Refusal, Long> refused) {

    public DeviceStatus {
        counts = Map.copyOf(counts);
        refused = Map.copyOf(refused);
    }

    /// Whether every durable record is stored at the utility.
    public boolean allStored() {
        return epoch > 0 && acknowledged == lastSequence;
    }
}
