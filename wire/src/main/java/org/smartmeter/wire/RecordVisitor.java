package org.smartmeter.wire;

import org.smartmeter.terms.SequenceRange;

/// Receives the runs of a batch in sequence order, see [RecordBatch#visit]. The arrays are the
/// visitor's to keep.
public interface RecordVisitor {

    /// Rows with status 0 of one definition, by column; the first is record `firstSequence`, the
    /// others follow.
    ///
    /// @param times ends of the intervals, ms since 1970-01-01T00:00Z
    /// @param columns `columns[register][row]`, raw values, registers in the definition's order
    void rows(Definition definition, long firstSequence, long[] times, long[][] columns);

    /// One record as it stands in the journal, definitions included.
    void plain(long sequence, int tag, byte[] payload);

    /// Records that the meter could no longer read.
    void lost(SequenceRange records);
}
