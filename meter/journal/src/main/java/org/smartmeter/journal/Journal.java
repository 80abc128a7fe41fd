package org.smartmeter.journal;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;

/// A meter's journal: an append-only log of tagged records, numbered from 1 without a hole within
/// its epoch, in a ring of segment files. A record counts once it was forced; only then can it be
/// read. The oldest segment gives way only when every record in it is acknowledged. One thread at a
/// time. The caller closes the files.
///
/// A new epoch starts an empty ring: {@link #begin} makes its first segment durable, then deletes
/// the older epochs' segments, and `open` finishes that if a cut came between.
public final class Journal implements Closeable {

    /// The tag of a definition record; its payload starts with the definition's number as an
    /// unsigned varint. The newest definition of each number is in force.
    public static final int DEFINITION_TAG = 1;

    private final Files files;
    private final JournalSettings settings;
    private final MeterId meter;
    private final Epoch epoch;
    private final TreeMap<Long, SealedSegment> sealed;
    private final JournalHead head;
    private final AcknowledgedCursor cursor;
    private final Recovery recovery;
    private ActiveSegment active;
    private long lastSequence;
    private long durableSequence;
    private @Nullable ReadableSegment sealedReader;

    Journal(
            Files files,
            JournalSettings settings,
            MeterId meter,
            Epoch epoch,
            JournalOpening.Opened opened) {
        this.files = files;
        this.settings = settings;
        this.meter = meter;
        this.epoch = epoch;
        this.sealed = opened.sealed();
        this.active = opened.active();
        this.head = opened.head();
        this.lastSequence = opened.lastSequence();
        this.durableSequence = opened.lastSequence();
        this.recovery = opened.recovery();
        this.cursor = opened.cursor();
    }

    /// Opens the journal in the directory, or starts an empty one of the epoch given. The torn end
    /// that a power cut left is removed, and never more; damage to records that were durable stays
    /// and is told in {@link #recovery()}.
    ///
    /// @throws JournalRefusedException if it is another meter's or a later version's
    public static Journal open(
            Files files, JournalSettings settings, MeterId meter, Supplier<Epoch> epochIfNew) {
        return JournalOpening.open(files, settings, meter, epochIfNew);
    }

    /// Starts an empty journal of a later epoch; what the directory held is deleted, acknowledged
    /// or not.
    ///
    /// @throws IllegalArgumentException if the directory has a journal of this epoch or a later one
    public static Journal begin(Files files, JournalSettings settings, MeterId meter, Epoch epoch) {
        return JournalOpening.begin(files, settings, meter, epoch);
    }

    /// The epoch of the journal in the directory, if there is one.
    public static Optional<Epoch> epochIn(Files files) {
        return StoredJournal.newest(files).map(StoredJournal::epoch);
    }

    /// Checks the directory's journal record by record and changes nothing.
    public static Verification verify(Files files) {
        return Verifier.verify(files);
    }

    public Epoch epoch() {
        return epoch;
    }

    /// The oldest record there is, 0 when the journal is empty.
    public long firstSequence() {
        if (lastSequence == 0) {
            return 0;
        }
        return sealed.isEmpty() ? active.name().firstSequence() : sealed.firstKey();
    }

    /// The newest record, durable or not; 0 when the journal is empty.
    public long lastSequence() {
        return lastSequence;
    }

    /// Every record up to here survives a power cut.
    public long durableSequence() {
        return durableSequence;
    }

    /// Every record up to here is held by the utility. After a power cut it may be less than was
    /// told before, never more.
    public long acknowledged() {
        return cursor.acknowledged();
    }

    /// Appends a record; it does not count before {@link #force()}.
    ///
    /// @return its sequence
    /// @throws JournalFullException if room could be made only by overwriting what nobody
    /// acknowledged; nothing was appended
    /// @throws java.io.UncheckedIOException if the disk refused; nothing was appended, and it may
    /// be tried again
    public long append(int tag, byte[] payload) {
        JournalRecord record = new JournalRecord(lastSequence + 1, tag, payload.clone());
        refuseUnusableDefinition(record);
        if (!active.hasRoomFor(record, settings.segmentBytes())) {
            startSegment();
        }
        active.append(record);
        head.add(record);
        lastSequence = record.sequence();
        return lastSequence;
    }

    private void refuseUnusableDefinition(JournalRecord record) {
        if (record.tag() != DEFINITION_TAG) {
            return;
        }
        if (JournalHead.definitionNumber(record.payload()).isEmpty()) {
            throw new IllegalArgumentException(
                    "a definition's payload starts with its number as a varint");
        }
        int headerBytes = SegmentHeader.length(head.definitions()) + record.payload().length;
        if (headerBytes + 2 * Frame.SHORTEST + Frame.LONGEST > settings.segmentBytes()) {
            throw new IllegalArgumentException(
                    "too many definitions in force for segments of "
                            + settings.segmentBytes()
                            + " bytes");
        }
    }

    private void startSegment() {
        boolean ringFull = sealed.size() + 1 >= settings.segments();
        if (ringFull && !oldestIsAcknowledged()) {
            throw new JournalFullException(acknowledged() + 1, lastSequence);
        }
        force();
        while (sealed.size() + 1 >= settings.segments() && oldestIsAcknowledged()) {
            evictOldest();
        }
        ActiveSegment next =
                ActiveSegment.create(
                        files,
                        new SegmentHeader(
                                meter, epoch, lastSequence + 1, head.chain(), head.definitions()));
        sealed.put(active.name().firstSequence(), new SealedSegment(active.name(), active.bytes()));
        active.close();
        active = next;
    }

    private boolean oldestIsAcknowledged() {
        Long second = sealed.higherKey(sealed.firstKey());
        long following = second == null ? active.name().firstSequence() : second;
        return following - 1 <= acknowledged();
    }

    /// Each deletion is durable before the next, so that a cut never leaves a gap in the ring; the
    /// last one becomes durable with the segment that takes its place.
    private void evictOldest() {
        SegmentName oldest = sealed.firstEntry().getValue().name();
        if (sealedReader != null && sealedReader.name().equals(oldest)) {
            sealedReader.close();
            sealedReader = null;
        }
        files.delete(oldest.toString());
        sealed.pollFirstEntry();
        if (sealed.size() + 1 >= settings.segments()) {
            files.syncDirectory();
        }
    }

    /// Makes every appended record durable: one write and one force for all of them.
    ///
    /// @throws java.io.UncheckedIOException if the disk refused; the records are kept and the next
    /// force tries again
    public void force() {
        active.force();
        durableSequence = lastSequence;
    }

    /// Notes that the utility holds every record up to this one; below what is acknowledged already
    /// it changes nothing.
    ///
    /// @throws IllegalArgumentException if the journal has no such durable record
    public void acknowledge(long upTo) {
        if (upTo > durableSequence) {
            throw new IllegalArgumentException(
                    "record "
                            + upTo
                            + " cannot be acknowledged: the last durable one is "
                            + durableSequence);
        }
        cursor.advance(upTo);
    }

    /// The durable records from this sequence on, without a hole: it stops before a record that
    /// cannot be read, and {@link #unreadable} tells how many are lost there.
    ///
    /// @param maxBytes how many bytes of payload, though never less than one record
    public List<JournalRecord> read(long from, int maxRecords, int maxBytes) {
        List<JournalRecord> records = new ArrayList<>();
        long bytes = 0;
        long next = from;
        @Nullable ReadableSegment segment = null;
        while (records.size() < maxRecords && isHeld(next)) {
            if (segment == null
                    || next == active.name().firstSequence()
                    || sealed.containsKey(next)) {
                segment = segmentOf(next);
            }
            Optional<JournalRecord> record = segment.read(next);
            if (record.isEmpty()) {
                break;
            }
            bytes += record.get().payload().length;
            if (bytes > maxBytes && !records.isEmpty()) {
                break;
            }
            records.add(record.get());
            next++;
        }
        if (segment != null) {
            segment.forgetWindow();
        }
        return records;
    }

    /// How many records from this sequence on, up to the next readable one, were durable and can no
    /// longer be read, or are no longer held.
    public long unreadable(long from) {
        long next = Math.max(from, 1);
        if (next < firstSequence()) {
            next = firstSequence();
        }
        while (isHeld(next) && !segmentOf(next).isReadable(next)) {
            next++;
        }
        return next - Math.max(from, 1);
    }

    private boolean isHeld(long sequence) {
        return sequence >= firstSequence() && sequence >= 1 && sequence <= durableSequence;
    }

    private ReadableSegment segmentOf(long sequence) {
        if (sequence >= active.name().firstSequence()) {
            return active.readable();
        }
        Map.Entry<Long, SealedSegment> entry = sealed.floorEntry(sequence);
        SegmentName name = entry.getValue().name();
        ReadableSegment reader = sealedReader;
        if (reader == null || !reader.name().equals(name)) {
            if (reader != null) {
                reader.close();
            }
            sealedReader = null;
            reader = ReadableSegment.open(files, name);
            sealedReader = reader;
        }
        return reader;
    }

    /// The hash chain after the last record. A record that could no longer be read stands in it as
    /// one of tag 255 without payload.
    public HashChain chain() {
        return head.chain();
    }

    /// The share of the capacity, 0…1, that holds unacknowledged records, by whole segments.
    public double fill() {
        long first = acknowledged() + 1;
        if (first > lastSequence) {
            return 0;
        }
        Long from = sealed.floorKey(first);
        long bytes = active.bytes();
        if (first < active.name().firstSequence()) {
            for (SealedSegment each :
                    (from == null ? sealed : sealed.tailMap(from, true)).values()) {
                bytes += each.bytes();
            }
        }
        return Math.min(1, (double) bytes / ((long) settings.segments() * settings.segmentBytes()));
    }

    /// The definition records in force, by their number; they outlive the segment they came in.
    public List<JournalRecord> definitions() {
        return head.definitions();
    }

    /// What was found when the journal was opened.
    public Recovery recovery() {
        return recovery;
    }

    /// Forces what is pending and keeps the acknowledged cursor.
    @Override
    public void close() {
        try (ActiveSegment last = active;
                AcknowledgedCursor kept = cursor) {
            last.force();
            kept.write();
        } finally {
            if (sealedReader != null) {
                sealedReader.close();
            }
        }
    }
}
