package org.smartmeter.readings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Ed25519Verifier;
import org.smartmeter.wire.RowPayload;

/// What merging some segments of one journal comes to: rows by day, and what is no row. Pure.
final class JournalMerge implements Judged, StoredSegment.Seen {

    /// A record that was set aside, and when it was received, ms.
    record SetAside(Verdict.SetAside verdict, long received) {}

    private final int journal;
    private final Definitions definitions;
    private final DayRuns runs;
    private final Screening screening;
    private final ChainFollower chain;
    private final RowPayload payload = new RowPayload();
    private final List<Verdict.Kept> kept = new ArrayList<>();
    private final List<SetAside> setAside = new ArrayList<>();
    private final List<SequenceRange> lost = new ArrayList<>();
    private final long firstBefore;
    private long received;
    private long merged;
    private int segments;

    JournalMerge(
            int journal,
            JournalKey key,
            Definitions definitions,
            MergeState before,
            Optional<Ed25519Verifier> verifier,
            DayFinder days) {
        this.journal = journal;
        this.definitions = definitions;
        this.runs = new DayRuns(journal, days);
        this.screening = before.screening(definitions);
        this.firstBefore = before.first();
        this.merged = before.merged();
        HashChain start =
                before.merged() == 0 ? HashChain.start(key.meter(), key.epoch()) : before.chain();
        this.chain =
                new ChainFollower(
                        key,
                        verifier,
                        start,
                        before.chainTo(),
                        before.chainVerified(),
                        before.chainBroken());
    }

    /// @param segment the one that follows those before without a hole
    void add(StoredSegment segment, TimeLimits limits) {
        received = segment.received();
        segment.judge(screening, definitions, limits, this, this);
        merged = segment.range().last();
        segments++;
    }

    @Override
    public void rows(Definition definition, long firstSequence, long[] times, long[][] columns) {
        for (int row = 0; row < times.length; row++) {
            payload.write(definition.number(), times[row], 0, columns, row);
            chain.row(firstSequence + row, payload);
        }
    }

    @Override
    public void record(JournalRecord record) {
        chain.record(record);
    }

    @Override
    public void lost(SequenceRange records) {
        chain.lost();
        lost.add(records);
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
        runs.add(described, curve, sequence, time, status, columns, row);
    }

    @Override
    public void kept(JournalRecord record, OptionalLong time) {
        kept.add(new Verdict.Kept(record, time));
    }

    @Override
    public void setAside(
            JournalRecord record, QuarantineReason reason, String detail, OptionalLong time) {
        setAside.add(new SetAside(new Verdict.SetAside(record, reason, detail, time), received));
    }

    int journal() {
        return journal;
    }

    DayRuns runs() {
        return runs;
    }

    List<Verdict.Kept> kept() {
        return kept;
    }

    List<SetAside> setAside() {
        return setAside;
    }

    List<SequenceRange> lost() {
        return lost;
    }

    /// Every record up to this one is merged.
    long merged() {
        return merged;
    }

    int segments() {
        return segments;
    }

    MergeState after() {
        return new MergeState(
                merged,
                chain.chain(),
                chain.followedTo(),
                chain.verifiedUpTo(),
                chain.broken(),
                screening.lastValues(),
                firstBefore == Screening.NOTHING ? runs.first() : firstBefore,
                screening.newest());
    }
}
