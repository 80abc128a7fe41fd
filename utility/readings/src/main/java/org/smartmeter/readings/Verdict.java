package org.smartmeter.readings;

import java.util.OptionalLong;
import org.smartmeter.terms.JournalRecord;

/// What a record of the journal counts for.
sealed interface Verdict {

    JournalRecord record();

    /// A row that is believed, and what describes it.
    ///
    /// @param time end of the interval, ms
    /// @param values raw, in the definition's order
    record Believed(
            JournalRecord record, Described described, boolean curve, long time, long[] values)
            implements Verdict {}

    /// A record that is no row: kept as it stands.
    record Kept(JournalRecord record, OptionalLong time) implements Verdict {}

    /// A record that counts nowhere.
    record SetAside(JournalRecord record, QuarantineReason reason, String detail, OptionalLong time)
            implements Verdict {}
}
