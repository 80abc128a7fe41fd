package org.smartmeter.readings;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.smartmeter.terms.JournalRecord;

/// Keeps an object for every judged record, for those who want few.
final class Verdicts implements Judged {

    private final List<Verdict> inOrder = new ArrayList<>();

    List<Verdict> inOrder() {
        return inOrder;
    }

    @Override
    public void row(
            Described described,
            boolean curve,
            long sequence,
            long time,
            int status,
            long[][] columns,
            int row) {
        long[] values = new long[columns.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns[i][row];
        }
        JournalRecord record =
                Screening.record(
                        described.definition().number(), sequence, time, status, columns, row);
        inOrder.add(new Verdict.Believed(record, described, curve, time, values));
    }

    @Override
    public void kept(JournalRecord record, OptionalLong time) {
        inOrder.add(new Verdict.Kept(record, time));
    }

    @Override
    public void setAside(
            JournalRecord record, QuarantineReason reason, String detail, OptionalLong time) {
        inOrder.add(new Verdict.SetAside(record, reason, detail, time));
    }
}
