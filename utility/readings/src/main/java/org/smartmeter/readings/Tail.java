package org.smartmeter.readings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.smartmeter.terms.SequenceRange;

/// The part of a journal that is not merged yet, read and judged as the merger will.
///
/// @param verdicts in order of the records
/// @param received of each verdict's segment, ms
/// @param lost what the meter could no longer read
record Tail(List<Verdict> verdicts, List<Long> received, List<SequenceRange> lost) {

    static final Tail EMPTY = new Tail(List.of(), List.of(), List.of());

    static Tail of(
            List<StoredSegment> segments,
            Definitions definitions,
            MergeState state,
            Optional<Instant> installedSince,
            long aheadTolerance) {
        Screening screening = state.screening(definitions);
        Verdicts verdicts = new Verdicts();
        List<Long> received = new ArrayList<>();
        List<SequenceRange> lost = new ArrayList<>();
        StoredSegment.Seen seen =
                new StoredSegment.Seen() {
                    @Override
                    public void lost(SequenceRange records) {
                        lost.add(records);
                    }
                };
        for (StoredSegment segment : segments) {
            TimeLimits limits = TimeLimits.of(installedSince, segment.received(), aheadTolerance);
            segment.judge(screening, definitions, limits, seen, verdicts);
            while (received.size() < verdicts.inOrder().size()) {
                received.add(segment.received());
            }
        }
        return new Tail(verdicts.inOrder(), received, lost);
    }

    List<Verdict.Believed> rows() {
        List<Verdict.Believed> rows = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            if (verdict instanceof Verdict.Believed row) {
                rows.add(row);
            }
        }
        return rows;
    }

    /// Every verdict with the time its segment was received.
    void forEach(BiConsumer<Verdict, Long> consumer) {
        for (int i = 0; i < verdicts.size(); i++) {
            consumer.accept(verdicts.get(i), received.get(i));
        }
    }
}
