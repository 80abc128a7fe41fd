package org.smartmeter.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.smartmeter.headend.EnrolledMeter;
import org.smartmeter.readings.Committed;
import org.smartmeter.readings.IntakePlan;
import org.smartmeter.readings.JournalKey;
import org.smartmeter.readings.JournalState;
import org.smartmeter.readings.SecondWriterException;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.v1.Schedule;

/// What the utility's database holds for certain: all that was committed, and nothing else. The
/// ways to it that can fail are [ModelIntakeTables] and [ModelMeterBook].
final class ModelDatabase {

    /// Since when boots count, as PostgreSQL's book has it.
    private static final Instant BOOTS_SINCE = Instant.parse("2026-01-01T00:00:00Z");

    /// One journal's row and its segments by their first record.
    private static final class StoredJournal {
        private JournalState state;
        private final NavigableMap<Long, IntakePlan.Segment> segments = new TreeMap<>();

        StoredJournal(JournalState state) {
            this.state = state;
        }
    }

    private final Map<JournalKey, StoredJournal> journals = new HashMap<>();
    private final Map<MeterId, EnrolledMeter> meters = new TreeMap<>();
    private final BiConsumer<MeterId, String> storedTwice;
    private int boot;

    /// @param storedTwice told where two segments would hold the same record
    ModelDatabase(BiConsumer<MeterId, String> storedTwice) {
        this.storedTwice = storedTwice;
    }

    /// The journal's row, if there is one.
    Optional<JournalState> state(JournalKey journal) {
        return Optional.ofNullable(journals.get(journal)).map(stored -> stored.state);
    }

    /// The states of the plan's journals once it is committed.
    ///
    /// @throws SecondWriterException if a journal is not as the plan saw it
    Map<JournalKey, JournalState> check(IntakePlan plan) {
        Map<JournalKey, JournalState> saved = new HashMap<>();
        int next = journals.size();
        for (Map.Entry<JournalKey, JournalState> changed : plan.changed().entrySet()) {
            JournalState seen = changed.getValue();
            Optional<JournalState> found = state(changed.getKey());
            boolean same =
                    found.map(row -> row.id() == seen.id() && row.version() == seen.version())
                            .orElse(seen.id() == 0);
            if (!same) {
                throw new SecondWriterException("another process wrote to one of these journals");
            }
            int id = seen.id() == 0 ? ++next : seen.id();
            saved.put(changed.getKey(), seen.saved(id, seen.version() + 1));
        }
        return saved;
    }

    /// Makes true what a transaction wrote.
    void commit(IntakePlan plan, Map<JournalKey, JournalState> saved) {
        saved.forEach(
                (journal, state) ->
                        journals.computeIfAbsent(journal, _ -> new StoredJournal(state)).state =
                                state);
        plan.cuts().forEach(cut -> stored(cut.journal()).tailMap(cut.after(), false).clear());
        for (IntakePlan.Segment segment : plan.segments()) {
            put(stored(segment.journal()), segment);
        }
    }

    private NavigableMap<Long, IntakePlan.Segment> stored(JournalKey journal) {
        StoredJournal found = journals.get(journal);
        if (found == null) {
            throw new IllegalStateException("no row for the journal " + journal);
        }
        return found.segments;
    }

    private void put(NavigableMap<Long, IntakePlan.Segment> segments, IntakePlan.Segment added) {
        Map.Entry<Long, IntakePlan.Segment> before = segments.floorEntry(added.range().last());
        if (before != null && before.getValue().range().last() >= added.range().first()) {
            storedTwice.accept(
                    added.journal().meter(),
                    "records "
                            + added.range()
                            + " of epoch "
                            + added.journal().epoch()
                            + " where "
                            + before.getValue().range()
                            + " are stored");
        }
        segments.put(added.range().first(), added);
    }

    /// What is stored of an epoch.
    Committed progress(MeterId meter, Epoch epoch) {
        return state(new JournalKey(meter, epoch))
                .map(row -> new Committed(row.held().contiguousUpTo(), row.held().gaps()))
                .orElseGet(() -> new Committed(0, List.of()));
    }

    /// Every record of the epoch from 1 to here is stored.
    long storedUpTo(MeterId meter, long epoch) {
        return state(new JournalKey(meter, new Epoch(epoch)))
                .map(row -> row.held().contiguousUpTo())
                .orElse(0L);
    }

    /// The stored runs of records, in order.
    List<IntakePlan.Segment> segments(JournalKey journal) {
        StoredJournal found = journals.get(journal);
        return found == null ? List.of() : List.copyOf(found.segments.values());
    }

    /// The epochs of which anything is stored, in order.
    List<Long> epochs(MeterId meter) {
        List<Long> epochs = new ArrayList<>();
        for (JournalKey journal : journals.keySet()) {
            if (journal.meter().equals(meter)) {
                epochs.add(journal.epoch().second());
            }
        }
        epochs.sort(null);
        return epochs;
    }

    int boot() {
        return boot;
    }

    int newBoot(Instant now) {
        int least = Math.toIntExact(now.getEpochSecond() - BOOTS_SINCE.getEpochSecond());
        boot = Math.max(boot + 1, least);
        return boot;
    }

    /// Every enrolled meter, by id.
    List<EnrolledMeter> meters() {
        return List.copyOf(meters.values());
    }

    EnrolledMeter meter(MeterId meter) {
        EnrolledMeter found = meters.get(meter);
        if (found == null) {
            throw new IllegalStateException(meter + " is not enrolled");
        }
        return found;
    }

    void enrol(EnrolledMeter meter) {
        meters.put(meter.meter(), meter);
    }

    void epoch(MeterId meter, long epoch) {
        EnrolledMeter before = meter(meter);
        if (epoch > before.epoch()) {
            enrol(
                    new EnrolledMeter(
                            meter,
                            before.generation(),
                            before.x25519(),
                            before.ed25519(),
                            before.serial(),
                            before.revoked(),
                            before.enrolled(),
                            epoch,
                            before.up(),
                            before.live(),
                            before.desired(),
                            before.report()));
        }
    }

    void schedule(MeterId meter, Schedule schedule) {
        EnrolledMeter before = meter(meter);
        enrol(
                new EnrolledMeter(
                        meter,
                        before.generation(),
                        before.x25519(),
                        before.ed25519(),
                        before.serial(),
                        before.revoked(),
                        before.enrolled(),
                        before.epoch(),
                        before.up(),
                        before.live(),
                        schedule,
                        before.report()));
    }

    /// Windows only of the agreement in force, and what a hello said.
    void keep(Collection<EnrolledMeter> said) {
        for (EnrolledMeter one : said) {
            EnrolledMeter before = meter(one.meter());
            boolean inForce = before.generation() == one.generation();
            enrol(
                    new EnrolledMeter(
                            one.meter(),
                            before.generation(),
                            before.x25519(),
                            before.ed25519(),
                            before.serial(),
                            before.revoked(),
                            before.enrolled(),
                            before.epoch(),
                            inForce ? one.up() : before.up(),
                            inForce ? one.live() : before.live(),
                            before.desired(),
                            one.report().isPresent() ? one.report() : before.report()));
        }
    }
}
