package org.smartmeter.readings;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import org.smartmeter.database.Database;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.LocalDay;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;

/// The utility's copy of every meter's journal, and the answers from it. One write path for live,
/// late and re-read data; one reader over everything stored. Thread-safe.
public final class ReadingStore implements AutoCloseable {

    /// Opens the room's schema, migrating it, and starts the writer and the merger.
    public ReadingStore(
            Database database,
            ReadingsSettings settings,
            Installations installations,
            ChainKeys keys,
            InstantSource clock) {
        throw new UnsupportedOperationException();
    }

    /// Stores what of the batch is not held yet; exactly once, however often and in whatever order
    /// records arrive. The stage completes after the commit that made it durable. While too much
    /// waits to be written, the call itself waits: that is the back-pressure.
    ///
    /// @param body a serialized [org.smartmeter.wire.v1.Records]; never change it afterwards
    /// @return completes exceptionally with [BatchRefusedException] or [IntakeFailedException]
    public CompletionStage<Committed> store(
            MeterId meter, Epoch epoch, SequenceRange range, byte[] body, Instant received) {
        throw new UnsupportedOperationException();
    }

    /// What is stored of the meter's epoch now.
    public Committed progress(MeterId meter, Epoch epoch) {
        throw new UnsupportedOperationException();
    }

    /// The newest epoch of which anything is stored.
    public Optional<Epoch> lastEpoch(MeterId meter) {
        throw new UnsupportedOperationException();
    }

    public void listen(ReadingsListener listener) {
        throw new UnsupportedOperationException();
    }

    /// Merges everything that waits, now; the background merger does the same in its own time.
    public void merge() {
        throw new UnsupportedOperationException();
    }

    /// The registers at the latest measured instant.
    public Optional<Latest> latest(MeterId meter) {
        throw new UnsupportedOperationException();
    }

    /// The intervals that overlap the window, in order, cut at its borders. They do not overlap;
    /// nothing is said about time before the first and after the last row.
    public List<Interval> curve(MeterId meter, Instant from, Instant to) {
        throw new UnsupportedOperationException();
    }

    /// The energy of a stretch of time; empty if nothing of it is known.
    public Optional<PeriodEnergy> energy(MeterId meter, Instant from, Instant to) {
        throw new UnsupportedOperationException();
    }

    /// The energy of each local day of the month that is known at all.
    public SortedMap<LocalDay, PeriodEnergy> days(MeterId meter, YearMonth month, ZoneId zone) {
        throw new UnsupportedOperationException();
    }

    /// Many meters together, interval by interval from `from` on while the interval ends by `to`.
    public List<TotalInterval> totals(
            Collection<MeterId> meters, Instant from, Instant to, Duration step) {
        throw new UnsupportedOperationException();
    }

    /// First and last measured time, for paging; empty before the first row.
    public Optional<MeasuredSpan> measuredSpan(MeterId meter) {
        throw new UnsupportedOperationException();
    }

    /// Coverage of every meter of which anything is stored.
    public List<MeterCoverage> coverage() {
        throw new UnsupportedOperationException();
    }

    public Optional<MeterCoverage> coverage(MeterId meter) {
        throw new UnsupportedOperationException();
    }

    /// The newest events, newest first.
    public List<MeterEvent> events(MeterId meter, int limit) {
        throw new UnsupportedOperationException();
    }

    /// The meter's records that were set aside, newest first.
    public List<Quarantined> quarantine(MeterId meter, int limit) {
        throw new UnsupportedOperationException();
    }

    /// How many records are set aside, by reason.
    public Map<QuarantineReason, Long> quarantineCounts() {
        throw new UnsupportedOperationException();
    }

    /// The chain of the meter's newest epoch.
    public Optional<ChainState> chain(MeterId meter) {
        throw new UnsupportedOperationException();
    }

    public IntakeRate intakeRate() {
        throw new UnsupportedOperationException();
    }

    public StoredTotals totals() {
        throw new UnsupportedOperationException();
    }

    /// Looks into every tier for the records of an epoch: the proof that each is there once.
    public StoredRecords storedRecords(MeterId meter, Epoch epoch) {
        throw new UnsupportedOperationException();
    }

    /// The stored records of the range with the very payloads the meter wrote, in order.
    public List<JournalRecord> journal(MeterId meter, Epoch epoch, SequenceRange range) {
        throw new UnsupportedOperationException();
    }

    /// Writes what waits, then stops.
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
