package org.smartmeter.readings;

import java.util.ArrayList;
import java.util.List;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordVisitor;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Row;

/// Looks over a batch once as it comes in, without building its records: definitions, how much
/// there is, and up to when it was measured.
final class Survey implements RecordVisitor {

    private final TimeLimits limits;
    private final List<Described> definitions = new ArrayList<>(0);
    private final List<SequenceRange> lost = new ArrayList<>(0);
    private long values;
    private long firstMeasured = Long.MAX_VALUE;
    private long lastMeasured = Long.MIN_VALUE;
    private boolean suspicious;

    Survey(TimeLimits limits) {
        this.limits = limits;
    }

    @Override
    public void rows(Definition definition, long firstSequence, long[] times, long[][] columns) {
        values += (long) times.length * columns.length;
        for (long time : times) {
            measured(time);
        }
    }

    @Override
    public void plain(long sequence, int tag, byte[] payload) {
        try {
            if (tag == RecordTag.DEFINITION) {
                definitions.add(new Described(sequence, RecordsCodec.definition(payload)));
            } else if (tag == RecordTag.ROW) {
                Row row = RecordsCodec.row(payload);
                values += row.values().length;
                measured(row.time().toEpochMilli());
            }
        } catch (MalformedException _) {
            // Set aside with its reason when the journal is read in order; see Screening.
            suspicious = true;
        }
    }

    @Override
    public void lost(SequenceRange records) {
        lost.add(records);
    }

    private void measured(long time) {
        if (limits.allow(time)) {
            firstMeasured = Math.min(firstMeasured, time);
            lastMeasured = Math.max(lastMeasured, time);
        } else {
            suspicious = true;
        }
    }

    List<Described> definitions() {
        return definitions;
    }

    List<SequenceRange> lost() {
        return lost;
    }

    long lostRecords() {
        return lost.stream().mapToLong(SequenceRange::count).sum();
    }

    long values() {
        return values;
    }

    /// In ms; [Long#MAX_VALUE] if the batch has no row with a plausible time.
    long firstMeasured() {
        return firstMeasured;
    }

    /// In ms; [Long#MIN_VALUE] if the batch has no row with a plausible time.
    long lastMeasured() {
        return lastMeasured;
    }

    /// Something here will be set aside.
    boolean suspicious() {
        return suspicious;
    }
}
