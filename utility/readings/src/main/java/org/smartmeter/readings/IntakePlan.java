package org.smartmeter.readings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.UnknownDefinitionException;

/// What one transaction will write for a group of batches, and what each of them will be answered
/// once it is committed. Pure: reads nothing and writes nothing but itself.
public final class IntakePlan {

    /// A run of records to store.
    public record Segment(JournalKey journal, SequenceRange range, long received, byte[] body) {}

    /// A definition record to index.
    record DefinitionRecord(JournalKey journal, Described described) {}

    /// Everything stored of the journal after the record is to be forgotten.
    public record Cut(JournalKey journal, long after) {}

    /// What is added to a journal's sums.
    static final class Growth {
        long records;
        long values;
        long lost;
        long received;
        long firstMeasured = Long.MAX_VALUE;
        int uploads;
        int segments;
        boolean suspicious;
    }

    private final Map<JournalKey, JournalState> states;
    private final Installations installations;
    private final long aheadTolerance;
    private final Map<JournalKey, Growth> growth = new LinkedHashMap<>();
    private final List<Runnable> answers = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private final List<DefinitionRecord> definitions = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();

    /// @param states of every journal that has been stored before
    IntakePlan(
            Map<JournalKey, JournalState> states,
            Installations installations,
            long aheadTolerance) {
        this.states = new HashMap<>(states);
        this.installations = installations;
        this.aheadTolerance = aheadTolerance;
    }

    void add(Submission submission) {
        JournalState state = state(submission.journal());
        SequenceRange range = submission.range();
        if (state.held().missingIn(range).isEmpty()) {
            answers.add(() -> answer(submission));
            return;
        }
        Optional<String> beyond = JournalLimits.beyond(state, range);
        if (beyond.isPresent()) {
            refuse(submission, beyond.get());
            return;
        }
        Survey survey = new Survey(limits(submission));
        try {
            RecordBatch.visit(
                    submission.body(),
                    range,
                    number -> state.definitions().inForce(number, range.first()),
                    survey);
            beyond = JournalLimits.beyond(state, survey);
            if (beyond.isPresent()) {
                refuse(submission, beyond.get());
                return;
            }
            take(submission, state, survey);
            answers.add(() -> answer(submission));
        } catch (UnknownDefinitionException e) {
            if (state.held().contiguousUpTo() + 1 < range.first()) {
                answers.add(
                        () ->
                                submission
                                        .done()
                                        .complete(
                                                state(submission.journal())
                                                        .committedWithout(range)));
            } else {
                refuse(submission, BatchRefusedException.Reason.UNKNOWN_DEFINITION, e);
            }
        } catch (MalformedException e) {
            refuse(submission, BatchRefusedException.Reason.MALFORMED, e);
        }
    }

    private TimeLimits limits(Submission submission) {
        return TimeLimits.of(
                installations.installedSince(submission.journal().meter()),
                submission.received(),
                aheadTolerance);
    }

    /// Records beyond a gap were read with the definitions known then. If the gap's filling brings
    /// another definition, they may have been read wrongly: they are forgotten and, never having
    /// been acknowledged, come again.
    ///
    /// @return after which record to forget everything; [Long#MAX_VALUE] for nothing
    private static long misreadAfter(JournalState state, Survey survey) {
        for (Described found : survey.definitions()) {
            long sequence = found.sequence();
            boolean news =
                    sequence < state.held().highest()
                            && !state.held().contains(sequence)
                            && !found.definition()
                                    .equals(
                                            state.definitions()
                                                    .inForce(
                                                            found.definition().number(), sequence));
            if (news) {
                return sequence;
            }
        }
        return Long.MAX_VALUE;
    }

    private void forget(JournalKey journal, long after) {
        cuts.add(new Cut(journal, after));
        segments.removeIf(s -> s.journal().equals(journal) && s.range().first() > after);
        definitions.removeIf(d -> d.journal().equals(journal) && d.described().sequence() > after);
    }

    private void take(Submission submission, JournalState known, Survey survey)
            throws MalformedException {
        SequenceRange range = submission.range();
        long misreadAfter = misreadAfter(known, survey);
        JournalState before = known.cutAfter(misreadAfter);
        List<SequenceRange> missing = before.held().missingIn(range);
        List<Described> newDefinitions =
                survey.definitions().stream()
                        .filter(d -> !before.held().contains(d.sequence()))
                        .toList();
        boolean whole = missing.size() == 1 && missing.getFirst().equals(range);
        List<Slices.Slice> slices =
                whole
                        ? List.of(new Slices.Slice(range, submission.body()))
                        : Slices.cut(
                                submission.body(),
                                range,
                                before.definitions().plus(newDefinitions),
                                survey.lost(),
                                missing);
        if (misreadAfter < Long.MAX_VALUE) {
            forget(submission.journal(), misreadAfter);
        }
        JournalState after = before;
        for (SequenceRange part : missing) {
            after = after.plus(part, List.of(), survey.lastMeasured());
        }
        for (Slices.Slice slice : slices) {
            segments.add(
                    new Segment(
                            submission.journal(),
                            slice.range(),
                            submission.received(),
                            slice.body()));
        }
        states.put(
                submission.journal(),
                after.plus(missing.getFirst(), newDefinitions, survey.lastMeasured()));
        newDefinitions.forEach(d -> definitions.add(new DefinitionRecord(submission.journal(), d)));
        grow(submission, survey, missing, slices.size());
    }

    private void grow(
            Submission submission, Survey survey, List<SequenceRange> missing, int stored) {
        Growth sums = growth.computeIfAbsent(submission.journal(), _ -> new Growth());
        long taken = missing.stream().mapToLong(SequenceRange::count).sum();
        // Of a batch held in part, values are counted in proportion: it is a figure to look at.
        sums.values += survey.values() * taken / submission.range().count();
        sums.lost += survey.lostRecords() * taken / submission.range().count();
        sums.records += taken;
        sums.received = Math.max(sums.received, submission.received());
        sums.firstMeasured = Math.min(sums.firstMeasured, survey.firstMeasured());
        sums.uploads++;
        sums.segments += stored;
        sums.suspicious |= survey.suspicious();
    }

    private void refuse(Submission submission, String beyondLimits) {
        refuse(
                submission,
                BatchRefusedException.Reason.BEYOND_LIMITS,
                new MalformedException("journal", beyondLimits));
    }

    private void refuse(
            Submission submission, BatchRefusedException.Reason reason, MalformedException cause) {
        answers.add(
                () ->
                        submission
                                .done()
                                .completeExceptionally(
                                        new BatchRefusedException(
                                                reason,
                                                submission.journal().meter(),
                                                submission.journal().epoch(),
                                                submission.range(),
                                                cause)));
    }

    /// Leaves the batch out of the transaction.
    void fail(Submission submission, RuntimeException cause) {
        answers.add(
                () ->
                        submission
                                .done()
                                .completeExceptionally(
                                        new IntakeFailedException(
                                                "the batch could not be taken: "
                                                        + cause.getMessage(),
                                                cause)));
    }

    private void answer(Submission submission) {
        submission.done().complete(state(submission.journal()).committed());
    }

    private JournalState state(JournalKey journal) {
        return states.getOrDefault(journal, JournalState.NEW);
    }

    /// The journals that change, with their state after the commit.
    public Map<JournalKey, JournalState> changed() {
        Map<JournalKey, JournalState> changed = new LinkedHashMap<>();
        growth.keySet().forEach(journal -> changed.put(journal, state(journal)));
        return changed;
    }

    Optional<Growth> growth(JournalKey journal) {
        return Optional.ofNullable(growth.get(journal));
    }

    /// Puts the states in that the commit made true; answers speak of them.
    void committed(Map<JournalKey, JournalState> saved) {
        states.putAll(saved);
    }

    List<Runnable> answers() {
        return List.copyOf(answers);
    }

    public List<Segment> segments() {
        return segments;
    }

    List<DefinitionRecord> definitions() {
        return definitions;
    }

    public List<Cut> cuts() {
        return cuts;
    }

    boolean writesNothing() {
        return growth.isEmpty();
    }

    /// The journals that a group of batches speaks of.
    static Set<JournalKey> journals(List<Submission> group) {
        Set<JournalKey> journals = new HashSet<>();
        group.forEach(submission -> journals.add(submission.journal()));
        return journals;
    }
}
