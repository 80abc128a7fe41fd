package org.smartmeter.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smartmeter.terms.SequenceRange;

/// What walking through a segment's bytes found: its readable records, and the holes of damage
/// between them.
///
/// @param firstSequence the sequence of the segment's first record
/// @param start where the first frame stands, or would stand
/// @param end the byte after the last readable frame, `start` if there is none
record SegmentScan(long firstSequence, List<Placed> records, List<Hole> holes, int start, int end) {

    /// A readable record and where its frame starts.
    record Placed(int offset, Frame frame) {

        long sequence() {
            return frame.record().sequence();
        }
    }

    /// Records that cannot be read, and the bytes where they must have stood.
    record Hole(SequenceRange records, int from, int to) {}

    /// Walks the segment. Behind a damaged frame it looks for the next sound one byte by byte.
    static SegmentScan of(byte[] segment, SegmentName name) {
        Optional<SegmentHeader> header = SegmentHeader.parse(segment);
        List<Placed> records = new ArrayList<>();
        List<Hole> holes = new ArrayList<>();
        int start = header.map(SegmentHeader::length).orElse(0);
        int at = start;
        long next = name.firstSequence();
        boolean placeKnown = header.isPresent();
        while (at < segment.length) {
            Optional<Placed> found = find(segment, at, name.epoch(), next, placeKnown);
            if (found.isEmpty()) {
                break;
            }
            Placed placed = found.get();
            if (placed.sequence() > next) {
                SequenceRange lost = new SequenceRange(next, placed.sequence() - 1);
                holes.add(new Hole(lost, at, placed.offset()));
            }
            records.add(placed);
            at = placed.offset() + placed.frame().length();
            next = placed.sequence() + 1;
            placeKnown = true;
        }
        return new SegmentScan(name.firstSequence(), records, holes, start, at);
    }

    /// The frame at the place where the next one should be, or else the first sound one behind it
    /// that leaves room for as many lost frames as its sequence says.
    private static Optional<Placed> find(
            byte[] segment, int from, long epoch, long next, boolean placeKnown) {
        for (int at = from; at <= segment.length - Frame.SHORTEST; at++) {
            Optional<Frame> frame = Frame.parse(segment, at, segment.length, epoch, next);
            if (frame.isPresent()) {
                long lost = frame.get().record().sequence() - next;
                boolean fits = lost > 0 ? at - from >= lost * Frame.SHORTEST : at == from;
                if (fits || !placeKnown && lost == 0) {
                    return Optional.of(new Placed(at, frame.get()));
                }
            }
        }
        return Optional.empty();
    }

    /// The newest readable record, or the one before the segment's first.
    long lastSequence() {
        return records.isEmpty() ? firstSequence - 1 : records.getLast().sequence();
    }

    /// Up to here the records were forced, as the bytes themselves prove.
    long provenDurable() {
        return lastGroup().map(Placed::sequence).orElse(firstSequence) - 1;
    }

    /// From here on nothing in the bytes proves that they were ever forced; the segment's header
    /// stands or falls with its first group.
    int lastGroupStart() {
        return lastGroup()
                .filter(group -> group.sequence() > firstSequence)
                .map(Placed::offset)
                .orElse(0);
    }

    private Optional<Placed> lastGroup() {
        return records.reversed().stream().filter(each -> each.frame().groupStart()).findFirst();
    }

    /// Without what a power cut may have torn: everything from the first hole on that lies behind
    /// the records known to have been forced.
    SegmentScan withoutTornTail(long durable) {
        Optional<Hole> torn =
                holes.stream().filter(hole -> hole.records().first() > durable).findFirst();
        if (torn.isEmpty()) {
            return this;
        }
        long cut = torn.get().records().first();
        return new SegmentScan(
                firstSequence,
                records.stream().filter(placed -> placed.sequence() < cut).toList(),
                holes.stream().filter(hole -> hole.records().first() < cut).toList(),
                start,
                torn.get().from());
    }

    /// Carries the head over the segment's records, in order, lost ones included.
    void addTo(JournalHead head) {
        long next = firstSequence;
        for (Placed placed : records) {
            if (placed.sequence() > next) {
                head.addLost(new SequenceRange(next, placed.sequence() - 1));
            }
            head.addLater(placed.frame().record());
            next = placed.sequence() + 1;
        }
    }

    /// Where each record stands.
    SegmentIndex index() {
        SegmentIndex index = new SegmentIndex(firstSequence);
        records.forEach(placed -> index.put(placed.sequence(), placed.offset()));
        return index;
    }
}
