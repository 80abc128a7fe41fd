package org.smartmeter.journal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.nio.ByteBuffer;
import org.smartmeter.terms.JournalRecord;

/// The segment that records are appended to. What is appended waits in memory until it is forced:
/// then it is written in one piece, and when that fails it is written again from its start, so
/// nothing depends on what a failed write left behind.
final class ActiveSegment implements Closeable {

    private final SegmentName name;
    private final OpenFile file;
    private final SegmentIndex index;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(0);
    private final ReadableSegment readable;
    private int end;
    private boolean empty;

    private ActiveSegment(
            SegmentName name, OpenFile file, SegmentIndex index, int end, boolean empty) {
        this.name = name;
        this.file = file;
        this.index = index;
        this.end = end;
        this.empty = empty;
        this.readable = new ReadableSegment(name, file, index);
    }

    /// Makes the segment's file; its header and its name are durable on return.
    static ActiveSegment create(Files files, SegmentHeader header) {
        SegmentName name = new SegmentName(header.epoch().second(), header.firstSequence());
        OpenFile file = files.open(name.toString());
        try {
            if (file.size() > 0) {
                file.truncate(0);
            }
            file.write(0, ByteBuffer.wrap(header.encode()));
            file.force();
            files.syncDirectory();
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
        return new ActiveSegment(
                name, file, new SegmentIndex(header.firstSequence()), header.length(), true);
    }

    /// Goes on behind the last record that the scan found; what stands there is cut off. What is
    /// left is durable on return.
    static ActiveSegment resume(Files files, SegmentName name, SegmentScan scan) {
        OpenFile file = files.open(name.toString());
        try {
            if (file.size() > scan.end()) {
                file.truncate(scan.end());
            }
            rewrite(file, scan.lastGroupStart(), scan.end());
            file.force();
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
        return new ActiveSegment(name, file, scan.index(), scan.end(), scan.records().isEmpty());
    }

    /// After a force that failed, the system may show bytes that never reached the disk. Forcing
    /// again does not help; writing them again does.
    private static void rewrite(OpenFile file, int from, int to) {
        ByteBuffer bytes = ByteBuffer.allocate(to - from);
        file.read(from, bytes);
        file.write(from, bytes.flip());
    }

    SegmentName name() {
        return name;
    }

    int bytes() {
        return end + pending.size();
    }

    /// Every segment takes one record, however long its header is.
    boolean hasRoomFor(JournalRecord record, int segmentBytes) {
        return empty || bytes() + Frame.length(record.payload().length) <= segmentBytes;
    }

    void append(JournalRecord record) {
        boolean groupStart = pending.size() == 0;
        int offset = bytes();
        pending.writeBytes(Frame.encode(name.epoch(), record, groupStart));
        index.put(record.sequence(), offset);
        empty = false;
    }

    boolean hasPending() {
        return pending.size() > 0;
    }

    void force() {
        if (!hasPending()) {
            return;
        }
        file.write(end, ByteBuffer.wrap(pending.toByteArray()));
        file.force();
        end += pending.size();
        pending.reset();
    }

    /// The segment for reading; only what was forced is there.
    ReadableSegment readable() {
        return readable;
    }

    @Override
    public void close() {
        file.close();
    }
}
