package org.smartmeter.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;

/// Checks a stored journal record by record: headers, frames, contiguity, hash chain.
final class Verifier {

    private final StoredJournal stored;
    private final List<String> faults = new ArrayList<>();
    private long records;
    private @Nullable MeterId meter;

    /// Empty while the chain cannot be followed because something before was lost.
    private Optional<JournalHead> head = Optional.empty();

    private Verifier(StoredJournal stored) {
        this.stored = stored;
    }

    static Verification verify(Files files) {
        return StoredJournal.newest(files)
                .map(stored -> new Verifier(stored).verify())
                .orElseGet(() -> new Verification(0, 0, 0, 0, 0, 0, List.of()));
    }

    private Verification verify() {
        List<SegmentName> segments = stored.segments();
        for (int i = 0; i < segments.size() - 1; i++) {
            SegmentName name = segments.get(i);
            long last = segments.get(i + 1).firstSequence() - 1;
            SegmentScan scan = SegmentScan.of(stored.bytes(name), name);
            checkHeader(name);
            checkRecords(name, scan);
            if (scan.lastSequence() < last) {
                checkEnd(name, scan, new SequenceRange(scan.lastSequence() + 1, last));
            }
        }
        StoredJournal.Tail tail = stored.tail();
        checkHeader(tail.name());
        checkRecords(tail.name(), tail.scan());
        tail.lostAtEnd().ifPresent(lost -> checkEnd(tail.name(), tail.scan(), lost));
        return result(tail);
    }

    private void checkHeader(SegmentName name) {
        Optional<SegmentHeader> header = stored.header(name);
        if (header.isEmpty()) {
            faults.add(Faults.header(name));
            return;
        }
        SegmentHeader sound = header.get();
        if (meter != null && !sound.meter().equals(meter)) {
            faults.add(Faults.meter(name, sound));
        }
        if (meter == null) {
            meter = sound.meter();
        }
        boolean follows =
                name.firstSequence() == 1
                        ? JournalHead.start(sound.meter(), sound.epoch())
                                .chain()
                                .equals(sound.chain())
                        : head.isEmpty() || head.get().chain().equals(sound.chain());
        if (!follows) {
            faults.add(Faults.chain(name));
        }
        head = Optional.of(new JournalHead(sound.chain(), sound.definitions()));
    }

    private void checkRecords(SegmentName name, SegmentScan scan) {
        records += scan.records().size();
        scan.holes().forEach(hole -> faults.add(Faults.hole(name, hole)));
        if (!scan.holes().isEmpty()) {
            head = Optional.empty();
        }
        head.ifPresent(scan::addTo);
    }

    private void checkEnd(SegmentName name, SegmentScan scan, SequenceRange lost) {
        faults.add(Faults.lostAtEnd(name, lost, scan.end()));
        head = Optional.empty();
    }

    private Verification result(StoredJournal.Tail tail) {
        long first = stored.segments().getFirst().firstSequence();
        long last = tail.lastSequence();
        long acknowledged =
                Math.max(AcknowledgedCursor.look(stored.files(), stored.epoch()), first - 1);
        return new Verification(
                records,
                last == 0 ? 0 : first,
                last,
                stored.epoch().second(),
                acknowledged,
                tail.tornBytes() + stored.cutCreationBytes(),
                faults);
    }
}
