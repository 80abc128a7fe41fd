package org.smartmeter.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;

/// The newest epoch's journal as it lies on the disk, before anything is recovered. Changes
/// nothing.
///
/// @param segments in order, at least one
/// @param cutCreations files that a cut left while their segment was made: no record was in them
record StoredJournal(
        Files files, Epoch epoch, List<SegmentName> segments, List<SegmentName> cutCreations) {

    /// The journal of the highest epoch of which the directory has a segment.
    static Optional<StoredJournal> newest(Files files) {
        List<SegmentName> left = new ArrayList<>(SegmentName.in(files));
        List<SegmentName> cut = new ArrayList<>();
        while (!left.isEmpty()) {
            long epoch = left.getLast().epoch();
            List<SegmentName> segments =
                    new ArrayList<>(left.stream().filter(name -> name.epoch() == epoch).toList());
            left.removeAll(segments);
            StoredJournal stored =
                    new StoredJournal(files, new Epoch(epoch), segments, List.copyOf(cut));
            if (stored.isCutCreation(segments.size() - 1)) {
                cut.add(segments.removeLast());
            }
            if (!segments.isEmpty()) {
                return Optional.of(
                        new StoredJournal(
                                files, stored.epoch, List.copyOf(segments), List.copyOf(cut)));
            }
        }
        return Optional.empty();
    }

    /// A segment's header is durable before its first record is written. So a file without a sound
    /// header is what a cut left only if it is no longer than its header, and no record of it was
    /// ever acknowledged.
    private boolean isCutCreation(int i) {
        SegmentName name = segments.get(i);
        if (anyHeader(name).isPresent()) {
            return false;
        }
        byte[] bytes = bytes(name);
        JournalHead before = new JournalHead(HashChain.at(new byte[32]), List.of());
        if (i > 0) {
            byte[] previous = bytes(segments.get(i - 1));
            before =
                    SegmentHeader.parse(previous)
                            .map(header -> new JournalHead(header.chain(), header.definitions()))
                            .orElse(before);
            SegmentScan.of(previous, segments.get(i - 1)).addTo(before);
        }
        return bytes.length <= SegmentHeader.length(before.definitions())
                && SegmentScan.of(bytes, name).records().isEmpty()
                && AcknowledgedCursor.look(files, epoch) < name.firstSequence();
    }

    long cutCreationBytes() {
        return cutCreations.stream().mapToLong(name -> bytes(name).length).sum();
    }

    byte[] bytes(SegmentName name) {
        try (OpenFile file = files.open(name.toString())) {
            return bytes(file);
        }
    }

    static byte[] bytes(OpenFile file) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(file.size()));
        int read = file.read(0, buffer);
        return Arrays.copyOf(buffer.array(), read);
    }

    /// The segment's header if it is sound and that of its name.
    Optional<SegmentHeader> header(SegmentName name) {
        return anyHeader(name)
                .filter(each -> each.epoch().second() == name.epoch())
                .filter(each -> each.firstSequence() == name.firstSequence());
    }

    /// Reads no more of the segment than its header.
    private Optional<SegmentHeader> anyHeader(SegmentName name) {
        try (OpenFile file = files.open(name.toString())) {
            byte[] usual = start(file, SegmentHeader.USUAL_BYTES);
            int length = SegmentHeader.statedLength(usual);
            return SegmentHeader.parse(length <= usual.length ? usual : start(file, length));
        }
    }

    private static byte[] start(OpenFile file, int length) {
        ByteBuffer start = ByteBuffer.allocate((int) Math.min(length, file.size()));
        file.read(0, start);
        return start.array();
    }

    /// The chain and the definitions before the segment's first record: from its header, or where
    /// that is damaged carried over from the segment before.
    JournalHead headBefore(int i, MeterId meter) {
        SegmentName name = segments.get(i);
        Optional<SegmentHeader> header = header(name);
        if (header.isPresent()) {
            return new JournalHead(header.get().chain(), header.get().definitions());
        }
        if (i == 0) {
            return JournalHead.start(meter, epoch);
        }
        SegmentName previous = segments.get(i - 1);
        JournalHead head = headBefore(i - 1, meter);
        SegmentScan scan = SegmentScan.of(bytes(previous), previous);
        scan.addTo(head);
        if (scan.lastSequence() + 1 < name.firstSequence()) {
            head.addLost(new SequenceRange(scan.lastSequence() + 1, name.firstSequence() - 1));
        }
        return head;
    }

    /// The last segment without the torn end of a cut.
    Tail tail() {
        SegmentName last = segments.getLast();
        byte[] bytes = bytes(last);
        SegmentScan scan = SegmentScan.of(bytes, last);
        long durable = Math.max(scan.provenDurable(), AcknowledgedCursor.look(files, epoch));
        if (scan.records().isEmpty() && SegmentHeader.parse(bytes).isEmpty()) {
            // Nothing tells how many records there were; no sequence is given twice.
            durable = Math.max(durable, last.firstSequence() - 1 + bytes.length / Frame.SHORTEST);
        }
        SegmentScan kept = scan.withoutTornTail(durable);
        return new Tail(last, kept, Math.max(durable, kept.lastSequence()), bytes.length);
    }

    /// The last segment as it is kept.
    ///
    /// @param lastSequence the last record that was given out, which may be damaged
    /// @param size the file's bytes before anything is cut
    record Tail(SegmentName name, SegmentScan scan, long lastSequence, int size) {

        /// Records at the end that were forced and can no longer be read.
        Optional<SequenceRange> lostAtEnd() {
            return lastSequence > scan.lastSequence()
                    ? Optional.of(new SequenceRange(scan.lastSequence() + 1, lastSequence))
                    : Optional.empty();
        }

        long lostRecords() {
            long inHoles = scan.holes().stream().mapToLong(hole -> hole.records().count()).sum();
            return inHoles + lostAtEnd().map(SequenceRange::count).orElse(0L);
        }

        /// Bytes behind the last record that no whole record was ever in.
        int tornBytes() {
            return lostAtEnd().isPresent() ? 0 : size - scan.end();
        }
    }
}
