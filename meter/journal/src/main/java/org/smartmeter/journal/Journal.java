package org.smartmeter.journal;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
    private final Ring ring;
    private final JournalHead head;
    private final AcknowledgedCursor cursor;
    private final Recovery recovery;
    private long lastSequence;
    private long durableSequence;

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
        this.ring = opened.ring();
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
        return lastSequence == 0 ? 0 : ring.firstSequence();
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
        if (ring.isSegmentDue() || !ring.active().hasRoomFor(record, settings.segmentBytes())) {
            startSegment();
        }
        ring.active().append(record);
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

    /// The oldest segment is deleted before the new one is made, so the capacity is kept. Each
    /// deletion is durable before the next, so that a cut never leaves a gap in the ring; the last
    /// one becomes durable together with the new segment.
    private void startSegment() {
        if (isRingFull() && !isOldestAcknowledged()) {
            throw new JournalFullException(acknowledged() + 1, lastSequence);
        }
        force();
        while (isRingFull() && isOldestAcknowledged()) {
            ring.evictOldest();
            if (isRingFull()) {
                files.syncDirectory();
            }
        }
        ring.startSegment(
                new SegmentHeader(
                        meter, epoch, lastSequence + 1, head.chain(), head.definitions()));
    }

    private boolean isRingFull() {
        return ring.segments() >= settings.segments();
    }

    private boolean isOldestAcknowledged() {
        return ring.lastOfOldest().filter(last -> last <= acknowledged()).isPresent();
    }

    /// Makes every appended record durable: one write and one force for all of them.
    ///
    /// @throws java.io.UncheckedIOException if the disk refused; the records are kept and the next
    /// force tries again
    public void force() {
        ring.active().force();
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
        while (records.size() < maxRecords && isHeld(next)) {
            Optional<JournalRecord> record = ring.read(next);
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
        ring.forgetWindows();
        return records;
    }

    /// How many records from this sequence on, up to the next readable one, were durable and can no
    /// longer be read, or are no longer held.
    public long unreadable(long from) {
        long next = Math.max(from, 1);
        if (next < firstSequence()) {
            next = firstSequence();
        }
        while (isHeld(next) && !ring.isReadable(next)) {
            next++;
        }
        return next - Math.max(from, 1);
    }

    private boolean isHeld(long sequence) {
        return sequence >= firstSequence() && sequence >= 1 && sequence <= durableSequence;
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
        long capacity = (long) settings.segments() * settings.segmentBytes();
        return Math.min(1, (double) ring.bytesFrom(first, settings.segmentBytes()) / capacity);
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
        try (Ring closing = ring;
                AcknowledgedCursor kept = cursor) {
            closing.active().force();
            kept.write();
        }
    }
}
