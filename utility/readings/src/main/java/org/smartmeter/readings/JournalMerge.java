package org.smartmeter.readings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
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

    /// Rows of one run.
    private record Gathering(int day, Described described, boolean curve, RowGatherer rows) {

        boolean takes(int otherDay, Described otherDescribed, boolean otherCurve) {
            return day == otherDay && described == otherDescribed && curve == otherCurve;
        }

        Run run(int place) {
            RowBlock block = rows.block();
            long definition = described.sequence();
            return curve
                    ? new Run.Curve(place, definition, CurveShape.of(described.energy()), block)
                    : new Run.Other(place, definition, block);
        }
    }

    private record Place(int day, Run.Key key) {}

    private final int journal;
    private final Definitions definitions;
    private final DayFinder days;
    private final Screening screening;
    private final ChainFollower chain;
    private final RowPayload payload = new RowPayload();
    private final Map<Place, Gathering> gatherings = new HashMap<>();
    private final List<Verdict.Kept> kept = new ArrayList<>();
    private final List<SetAside> setAside = new ArrayList<>();
    private final List<SequenceRange> lost = new ArrayList<>();
    private @Nullable Gathering last;
    private long first;
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
        this.days = days;
        this.screening = before.screening(definitions);
        this.first = before.first();
        this.merged = before.merged();
        HashChain start =
                before.merged() == 0
                        ? HashChain.start(key.meter(), key.epoch())
                        : before.chain();
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
        if (curve && first == Screening.NOTHING) {
            first = time;
        }
        int day = days.of(time);
        Gathering here = last;
        if (here == null || !here.takes(day, described, curve)) {
            Run.Key key = new Run.Key(Shelf.place(journal), described.sequence(), curve);
            here =
                    gatherings.computeIfAbsent(
                            new Place(day, key),
                            _ ->
                                    new Gathering(
                                            day,
                                            described,
                                            curve,
                                            new RowGatherer(columns.length)));
            last = here;
        }
        here.rows().add(sequence, time, status, columns, row);
    }

    @Override
    public void kept(JournalRecord record, OptionalLong time) {
        kept.add(new Verdict.Kept(record, time));
    }

    @Override
    public void setAside(
            JournalRecord record, QuarantineReason reason, String detail, OptionalLong time) {
        setAside.add(
                new SetAside(new Verdict.SetAside(record, reason, detail, time), received));
    }

    int journal() {
        return journal;
    }

    /// Every run with its day.
    void runs(BiConsumer<Integer, Run> consumer) {
        int place = Shelf.place(journal);
        gatherings.values().forEach(rows -> consumer.accept(rows.day(), rows.run(place)));
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
                first,
                screening.newest());
    }
}
