package org.smartmeter.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;

/// How a journal comes up: empty, or recovered from what lies on the disk. Recovery reads every
/// segment's header and walks through the last one only. Each step can be cut and done again: first
/// what is kept is made durable, then what is left over is deleted.
final class JournalOpening {

    private JournalOpening() {}

    /// What a journal starts with.
    record Opened(
            Ring ring,
            JournalHead head,
            long lastSequence,
            AcknowledgedCursor cursor,
            Recovery recovery) {}

    static Journal open(
            Files files, JournalSettings settings, MeterId meter, Supplier<Epoch> epochIfNew) {
        Optional<StoredJournal> stored = StoredJournal.newest(files);
        if (stored.isEmpty()) {
            return begin(files, settings, meter, epochIfNew.get());
        }
        Epoch epoch = stored.get().epoch();
        return new Journal(files, settings, meter, epoch, recover(stored.get(), meter));
    }

    static Journal begin(Files files, JournalSettings settings, MeterId meter, Epoch epoch) {
        Optional<Epoch> before = StoredJournal.newest(files).map(StoredJournal::epoch);
        if (before.isPresent() && before.get().compareTo(epoch) >= 0) {
            throw new IllegalArgumentException(
                    "epoch "
                            + epoch
                            + " is not later than the journal's epoch "
                            + before.get()
                            + "; epochs rise");
        }
        if (files.list().contains(AcknowledgedCursor.NAME)) {
            files.delete(AcknowledgedCursor.NAME);
        }
        JournalHead head = JournalHead.start(meter, epoch);
        List<JournalRecord> none = List.of();
        ActiveSegment active =
                ActiveSegment.create(files, new SegmentHeader(meter, epoch, 1, head.chain(), none));
        return closingOnFailure(
                active,
                () -> {
                    deleteAllBut(files, List.of(active.name()));
                    return new Journal(
                            files,
                            settings,
                            meter,
                            epoch,
                            new Opened(
                                    new Ring(files, new TreeMap<>(), active),
                                    head,
                                    0,
                                    AcknowledgedCursor.open(files, epoch, 0),
                                    new Recovery(0, 0, List.of())));
                });
    }

    private static Opened recover(StoredJournal stored, MeterId meter) {
        List<String> faults = new ArrayList<>();
        checkHeaders(stored, meter, faults);
        StoredJournal.Tail tail = stored.tail();
        tail.scan().holes().forEach(hole -> faults.add(Faults.hole(tail.name(), hole)));
        tail.lostAtEnd()
                .ifPresent(
                        lost -> faults.add(Faults.lostAtEnd(tail.name(), lost, tail.scan().end())));
        JournalHead head = stored.headBefore(stored.segments().size() - 1, meter);
        tail.scan().addTo(head);
        tail.lostAtEnd().ifPresent(head::addLost);

        TreeMap<Long, SegmentName> sealed = sealed(stored);
        long tornBytes = tail.tornBytes() + stored.cutCreationBytes();
        ActiveSegment active = goOn(stored, tail, head, meter, sealed);
        return closingOnFailure(
                active,
                () -> {
                    List<SegmentName> kept = new ArrayList<>(stored.segments());
                    kept.add(active.name());
                    stored.files().syncDirectory();
                    deleteAllBut(stored.files(), kept);
                    long first = stored.segments().getFirst().firstSequence();
                    return new Opened(
                            new Ring(stored.files(), sealed, active),
                            head,
                            tail.lastSequence(),
                            AcknowledgedCursor.open(stored.files(), stored.epoch(), first - 1),
                            new Recovery(
                                    tail.lastSequence() - first + 1 - tail.lostRecords(),
                                    tornBytes,
                                    faults));
                });
    }

    private static void checkHeaders(StoredJournal stored, MeterId meter, List<String> faults) {
        for (SegmentName name : stored.segments()) {
            Optional<SegmentHeader> header = stored.header(name);
            if (header.isEmpty()) {
                faults.add(Faults.header(name));
            } else if (!header.get().meter().equals(meter)) {
                throw new JournalRefusedException(
                        "the journal belongs to meter "
                                + header.get().meter()
                                + ", not to "
                                + meter
                                + " ("
                                + name
                                + "); give each meter a directory of its own");
            }
        }
    }

    /// Goes on in the last segment; where its end is damaged, that is left alone and a new segment
    /// starts behind the lost records.
    private static ActiveSegment goOn(
            StoredJournal stored,
            StoredJournal.Tail tail,
            JournalHead head,
            MeterId meter,
            TreeMap<Long, SegmentName> sealed) {
        if (tail.lostAtEnd().isEmpty()) {
            return ActiveSegment.resume(stored.files(), tail.name(), tail.scan());
        }
        sealed.put(tail.name().firstSequence(), tail.name());
        return ActiveSegment.create(
                stored.files(),
                new SegmentHeader(
                        meter,
                        stored.epoch(),
                        tail.lastSequence() + 1,
                        head.chain(),
                        head.definitions()));
    }

    private static TreeMap<Long, SegmentName> sealed(StoredJournal stored) {
        TreeMap<Long, SegmentName> sealed = new TreeMap<>();
        for (SegmentName name : stored.segments().subList(0, stored.segments().size() - 1)) {
            sealed.put(name.firstSequence(), name);
        }
        return sealed;
    }

    /// Deletes what an interrupted creation or an older epoch left.
    private static void deleteAllBut(Files files, List<SegmentName> kept) {
        List<SegmentName> leftOver =
                SegmentName.in(files).stream().filter(name -> !kept.contains(name)).toList();
        leftOver.forEach(name -> files.delete(name.toString()));
        if (!leftOver.isEmpty()) {
            files.syncDirectory();
        }
    }

    private static <T> T closingOnFailure(ActiveSegment active, Supplier<T> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            active.close();
            throw e;
        }
    }
}
