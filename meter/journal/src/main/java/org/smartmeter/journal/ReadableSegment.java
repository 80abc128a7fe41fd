package org.smartmeter.journal;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.smartmeter.terms.JournalRecord;

/// A segment whose records are read, with the index of where they stand.
final class ReadableSegment implements Closeable {

    private static final int WINDOW_BYTES = 8 << 10;

    private final SegmentName name;
    private final OpenFile file;
    private final SegmentIndex index;
    private byte[] window = new byte[0];
    private int windowStart;

    ReadableSegment(SegmentName name, OpenFile file, SegmentIndex index) {
        this.name = name;
        this.file = file;
        this.index = index;
    }

    /// Opens a segment that is complete, walking through it once.
    static ReadableSegment open(Files files, SegmentName name) {
        OpenFile file = files.open(name.toString());
        try {
            return new ReadableSegment(
                    name, file, SegmentScan.of(StoredJournal.bytes(file), name).index());
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    SegmentName name() {
        return name;
    }

    /// The record, checked again; empty if it cannot be read.
    Optional<JournalRecord> read(long sequence) {
        OptionalInt offset = index.offset(sequence);
        if (offset.isEmpty()) {
            return Optional.empty();
        }
        Optional<JournalRecord> record =
                parse(offset.getAsInt(), sequence)
                        .or(
                                () -> {
                                    load(offset.getAsInt());
                                    return parse(offset.getAsInt(), sequence);
                                });
        if (record.isEmpty()) {
            index.markUnreadable(sequence);
        }
        return record;
    }

    boolean isReadable(long sequence) {
        return index.offset(sequence).isPresent();
    }

    /// Gives the memory of the last reading back.
    void forgetWindow() {
        window = new byte[0];
    }

    private Optional<JournalRecord> parse(int offset, long sequence) {
        int at = offset - windowStart;
        if (at < 0 || at >= window.length) {
            return Optional.empty();
        }
        return Frame.parse(window, at, window.length, name.epoch(), sequence)
                .map(Frame::record)
                .filter(record -> record.sequence() == sequence);
    }

    private void load(int offset) {
        long left = Math.max(0, file.size() - offset);
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(WINDOW_BYTES, left));
        int read = file.read(offset, buffer);
        byte[] bytes = buffer.array();
        window = read == bytes.length ? bytes : Arrays.copyOf(bytes, read);
        windowStart = offset;
    }

    @Override
    public void close() {
        file.close();
    }
}
