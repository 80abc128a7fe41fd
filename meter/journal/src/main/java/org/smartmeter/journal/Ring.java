package org.smartmeter.journal;

import java.io.Closeable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.JournalRecord;

/// A journal's segments in order: the sealed ones, of which the oldest gives way first, and the
/// active one, which is appended to.
final class Ring implements Closeable {

    private final Files files;
    private final TreeMap<Long, SegmentName> sealed;
    private ActiveSegment active;
    private boolean segmentDue;
    private @Nullable ReadableSegment sealedReader;

    /// @param sealed by first sequence
    Ring(Files files, TreeMap<Long, SegmentName> sealed, ActiveSegment active) {
        this.files = files;
        this.sealed = sealed;
        this.active = active;
    }

    ActiveSegment active() {
        return active;
    }

    int segments() {
        return sealed.size() + 1;
    }

    long firstSequence() {
        return sealed.isEmpty() ? active.name().firstSequence() : sealed.firstKey();
    }

    /// The last record of the oldest segment; empty while that is the active one.
    Optional<Long> lastOfOldest() {
        if (sealed.isEmpty()) {
            return Optional.empty();
        }
        Long second = sealed.higherKey(sealed.firstKey());
        return Optional.of((second == null ? active.name().firstSequence() : second) - 1);
    }

    /// Deletes the oldest segment; durable once the directory is synchronised.
    void evictOldest() {
        SegmentName oldest = sealed.firstEntry().getValue();
        ReadableSegment reader = sealedReader;
        if (reader != null && reader.name().equals(oldest)) {
            reader.close();
            sealedReader = null;
        }
        files.delete(oldest.toString());
        sealed.pollFirstEntry();
    }

    /// Makes a new active segment; the one before, all of it forced, is sealed. Where that fails
    // the
    /// new one's file may be there: a record that now went into the one before, under a sequence
    /// which that file begins with, would be hidden by it.
    void startSegment(SegmentHeader header) {
        segmentDue = true;
        ActiveSegment next = ActiveSegment.create(files, header);
        segmentDue = false;
        ActiveSegment before = active;
        sealed.put(before.name().firstSequence(), before.name());
        active = next;
        before.close();
    }

    /// Whether a new segment was begun and could not be made, so that nothing but that one may take
    /// the next record.
    boolean isSegmentDue() {
        return segmentDue;
    }

    /// The record in the segment where it belongs; empty if it cannot be read there.
    Optional<JournalRecord> read(long sequence) {
        return segmentOf(sequence).read(sequence);
    }

    boolean isReadable(long sequence) {
        return segmentOf(sequence).isReadable(sequence);
    }

    /// Gives the memory of the last reading back.
    void forgetWindows() {
        active.readable().forgetWindow();
        if (sealedReader != null) {
            sealedReader.forgetWindow();
        }
    }

    private ReadableSegment segmentOf(long sequence) {
        if (sequence >= active.name().firstSequence()) {
            return active.readable();
        }
        Map.Entry<Long, SegmentName> entry = sealed.floorEntry(sequence);
        SegmentName name = entry.getValue();
        ReadableSegment reader = sealedReader;
        if (reader == null || !reader.name().equals(name)) {
            if (reader != null) {
                reader.close();
                sealedReader = null;
            }
            reader = ReadableSegment.open(files, name);
            sealedReader = reader;
        }
        return reader;
    }

    /// The bytes of every segment that holds this record or a later one; a sealed one has all the
    /// room of a segment, filled or not.
    long bytesFrom(long sequence, int segmentBytes) {
        long first = active.name().firstSequence();
        if (sequence >= first) {
            return active.bytes();
        }
        Long from = sealed.floorKey(sequence);
        int count = (from == null ? sealed : sealed.tailMap(from, true)).size();
        return active.bytes() + (long) count * segmentBytes;
    }

    @Override
    public void close() {
        active.close();
        if (sealedReader != null) {
            sealedReader.close();
        }
    }
}
