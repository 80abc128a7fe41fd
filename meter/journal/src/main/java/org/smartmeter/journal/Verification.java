package org.smartmeter.journal;

import java.util.List;

/// What checking a journal record by record found; nothing was changed.
///
/// @param records how many records are readable
/// @param firstSequence the oldest record's sequence, 0 when there is none
/// @param lastSequence the newest record's sequence, 0 when there is none
/// @param epoch the journal's epoch as UTC second, 0 when there is no journal
/// @param acknowledged every record up to here is stored by the utility
/// @param tornBytes bytes after the last whole record: not a fault, a power cut leaves them
/// @param faults what is damaged, one sentence each; empty when all is well
public record Verification(
        long records,
        long firstSequence,
        long lastSequence,
        long epoch,
        long acknowledged,
        long tornBytes,
        List<String> faults) {

    public Verification {
        faults = List.copyOf(faults);
    }
}
