package org.smartmeter.readings;

import java.util.OptionalLong;
import org.smartmeter.terms.JournalRecord;

/// Takes what the [Screening] of a journal comes to, record by record in their order.
interface Judged {

    /// A row that is believed.
    ///
    /// @param curve whether it makes curves: of a profile with imported energy, and later than all
    ///     such rows before it
    /// @param time end of the interval, ms
    /// @param columns `columns[register][row]`, raw values; valid during the call
    void row(
            Described described,
            boolean curve,
            long sequence,
            long time,
            int status,
            long[][] columns,
            int row);

    /// A record that is no row: kept as it stands.
    ///
    /// @param time ms
    void kept(JournalRecord record, OptionalLong time);

    /// A record that counts nowhere.
    ///
    /// @param time ms
    void setAside(JournalRecord record, QuarantineReason reason, String detail, OptionalLong time);
}
