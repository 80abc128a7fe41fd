package org.smartmeter.readings;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.smartmeter.database.Database;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.LocalDay;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.EventCode;

/// The utility's copy of every meter's journal, and the answers from it. One write path for live,
/// late and re-read data; one reader over everything stored. Thread-safe.
public final class ReadingStore implements AutoCloseable {

    private final IntakeMeter rate;
    private final WriterThread writing;
    private final IntakeWriter writer;
    private final Merger merger;
    private final StoreReader reader;
    private final JournalReader journals;
    private final QuarantineReader quarantine;
    private final CoverageReader coverage;
    private final List<ReadingsListener> listeners = new CopyOnWriteArrayList<>();

    /// Opens the room's schema, migrating it, and starts the writer and the merger.
    public ReadingStore(
            Database database,
            ReadingsSettings settings,
            Installations installations,
            ChainKeys keys,
            InstantSource clock) {
        database.migrate("readings");
        StoredDefinitions definitions = new StoredDefinitions();
        this.rate = new IntakeMeter(clock);
        IntakeTables tables = new PostgresIntake(database.dataSource(), definitions);
        this.writing =
                new WriterThread(
                        answering ->
                                new IntakeWriter(
                                        tables,
                                        installations,
                                        settings,
                                        this::committed,
                                        answering));
        this.writer = writing.writer();
        this.merger =
                new Merger(
                        database.dataSource(), installations, keys, settings, definitions, clock);
        this.reader =
                new StoreReader(
                        database.dataSource(),
                        definitions,
                        installations,
                        settings,
                        merger::newest);
        this.journals = new JournalReader(reader);
        this.quarantine = new QuarantineReader(reader);
        this.coverage = new CoverageReader(reader);
        try {
            merger.start();
        } catch (SQLException e) {
            throw new IllegalStateException("the store cannot be read: " + e.getMessage(), e);
        }
        writing.start();
    }

    /// On the writer's thread, in the order of commits: only what is quick.
    private void committed(IntakePlan plan, Map<JournalKey, JournalState> states) {
        states.forEach(
                (journal, state) ->
                        plan.growth(journal)
                                .ifPresent(
                                        grown -> {
                                            rate.count(grown.records, grown.values, grown.uploads);
                                            merger.added(
                                                    state.id(),
                                                    grown.segments,
                                                    grown.received,
                                                    grown.suspicious);
                                        }));
        if (!listeners.isEmpty()) {
            writer.answering().execute(() -> tell(plan, states));
        }
    }

    private void tell(IntakePlan plan, Map<JournalKey, JournalState> states) {
        states.forEach(
                (journal, state) -> {
                    if (state.lastMeasured() > Long.MIN_VALUE) {
                        long first =
                                plan.growth(journal)
                                        .map(grown -> grown.firstMeasured)
                                        .orElse(Long.MAX_VALUE);
                        Instant upTo = Instant.ofEpochMilli(state.lastMeasured());
                        Instant from = Instant.ofEpochMilli(Math.min(first, state.lastMeasured()));
                        listeners.forEach(listener -> listener.stored(journal.meter(), from, upTo));
                    }
                });
    }

    /// Stores what of the batch is not held yet; exactly once, however often and in whatever order
    /// records arrive. The stage completes after the commit that made it durable. While too much
    /// waits to be written, the call itself waits: that is the back-pressure.
    ///
    /// @param body a serialized [org.smartmeter.wire.v1.Records]; never change it afterwards
    /// @return completes exceptionally with [BatchRefusedException] or [IntakeFailedException]
    public CompletionStage<Committed> store(
            MeterId meter, Epoch epoch, SequenceRange range, byte[] body, Instant received) {
        return writer.submit(new JournalKey(meter, epoch), range, body, received);
    }

    /// What is stored of the meter's epoch now.
    public Committed progress(MeterId meter, Epoch epoch) {
        return reader.ask(
                view ->
                        JournalRows.one(view.connection(), new JournalKey(meter, epoch))
                                .map(JournalRow::held)
                                .map(held -> new Committed(held.contiguousUpTo(), held.gaps()))
                                .orElseGet(() -> new Committed(0, List.of())));
    }

    /// What is held of each of the meters, epoch by epoch from old to new; a meter of which nothing
    /// is held is absent.
    public Map<MeterId, List<StoredJournal>> journals(Collection<MeterId> meters) {
        return reader.ask(view -> view.stored(meters));
    }

    /// The newest epoch of which anything is stored.
    public Optional<Epoch> lastEpoch(MeterId meter) {
        return reader.ask(
                view ->
                        JournalRows.of(view.connection(), List.of(meter)).stream()
                                .map(journal -> journal.key().epoch())
                                .max(Comparator.naturalOrder()));
    }

    public void listen(ReadingsListener listener) {
        listeners.add(listener);
    }

    /// Merges everything that waits, now; the background merger does the same in its own time.
    public void merge() {
        try {
            merger.mergeAll();
        } catch (SQLException e) {
            throw new IllegalStateException("merging failed: " + e.getMessage(), e);
        }
    }

    /// Seals every month that is old enough, now; the background does the same in its own time.
    public void seal() {
        try {
            merger.sealDue(Integer.MAX_VALUE);
        } catch (SQLException e) {
            throw new IllegalStateException("sealing failed: " + e.getMessage(), e);
        }
    }

    /// The registers at the latest measured instant.
    public Optional<Latest> latest(MeterId meter) {
        return reader.latest(meter);
    }

    /// The intervals that overlap the window, in order, cut at its borders. They do not overlap;
    /// nothing is said about time before the first and after the last row.
    public List<Interval> curve(MeterId meter, Instant from, Instant to) {
        return Energies.curve(
                reader.lines(meter, from, to), from.toEpochMilli(), to.toEpochMilli());
    }

    /// The energy of a stretch of time; empty if nothing of it is known.
    public Optional<PeriodEnergy> energy(MeterId meter, Instant from, Instant to) {
        return Optional.ofNullable(energies(List.of(meter), from, to).get(meter));
    }

    /// The energy of a stretch of time of each meter of which anything is known.
    public Map<MeterId, PeriodEnergy> energies(
            Collection<MeterId> meters, Instant from, Instant to) {
        return reader.energies(meters, from, to);
    }

    /// The energy of each local day of the month that is known at all.
    public SortedMap<LocalDay, PeriodEnergy> days(MeterId meter, YearMonth month, ZoneId zone) {
        List<LocalDay> days = LocalDay.ofMonth(month, zone);
        List<RegisterLine> lines =
                reader.lines(meter, days.getFirst().start(), days.getLast().end());
        SortedMap<LocalDay, PeriodEnergy> sums = new TreeMap<>();
        for (LocalDay day : days) {
            Energies.sum(lines, day.start().toEpochMilli(), day.end().toEpochMilli())
                    .ifPresent(sum -> sums.put(day, sum));
        }
        return sums;
    }

    /// Many meters together, interval by interval from `from` on while the interval ends by `to`.
    public List<TotalInterval> totals(
            Collection<MeterId> meters, Instant from, Instant to, Duration step) {
        if (!step.isPositive()) {
            throw new IllegalArgumentException("a step of " + step);
        }
        return reader.totals(meters, from, to, step);
    }

    /// How many of the meters are measured from border to border of the window without a gap.
    public long complete(Collection<MeterId> meters, Instant from, Instant to) {
        return energies(meters, from, to).values().stream().filter(PeriodEnergy::complete).count();
    }

    /// First and last measured time, for paging; empty before the first row.
    public Optional<MeasuredSpan> measuredSpan(MeterId meter) {
        return reader.span(meter);
    }

    /// Coverage of every meter of which anything is stored.
    public List<MeterCoverage> coverage() {
        return coverage.all();
    }

    public Optional<MeterCoverage> coverage(MeterId meter) {
        return coverage.of(meter);
    }

    /// The newest events, newest first.
    public List<MeterEvent> events(MeterId meter, int limit) {
        return journals.events(meter, limit);
    }

    /// What the meter told of certain things, however long ago: for each kind and each subject the
    /// earliest event, by the meter's time, oldest first. So the answer stays small whatever a
    /// meter tells.
    ///
    /// @param kinds of events that say first what they are about, like a notice's number
    /// @param subjects what they may be about
    public List<MeterEvent> firstTold(MeterId meter, Set<EventCode> kinds, Set<Long> subjects) {
        return journals.firstTold(meter, kinds, subjects);
    }

    /// The meter's records that were set aside, newest first.
    public List<Quarantined> quarantine(MeterId meter, int limit) {
        return quarantine.of(meter, limit);
    }

    /// How many records are set aside, by reason; may be behind by what is not merged yet, about a
    /// minute.
    public Map<QuarantineReason, Long> quarantineCounts() {
        return quarantine.counts();
    }

    /// The chain of the meter's newest epoch.
    public Optional<ChainState> chain(MeterId meter) {
        return journals.chain(meter);
    }

    public IntakeRate intakeRate() {
        return rate.rate();
    }

    public StoredTotals totals() {
        return coverage.totals();
    }

    /// Looks into every tier for the records of an epoch: the proof that each is there once.
    public StoredRecords storedRecords(MeterId meter, Epoch epoch) {
        return journals.stored(new JournalKey(meter, epoch));
    }

    /// The stored records of the range with the very payloads the meter wrote, in order.
    public List<JournalRecord> journal(MeterId meter, Epoch epoch, SequenceRange range) {
        return journals.records(new JournalKey(meter, epoch), range);
    }

    /// Writes what waits, then stops.
    @Override
    public void close() {
        writing.close();
        merger.close();
    }
}
