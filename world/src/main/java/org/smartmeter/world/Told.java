package org.smartmeter.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;

/// What a meter wrote and what it was told is stored, remembered outside of the meter and the
/// utility: what both are held against.
final class Told {

    private final World world;
    private final int number;
    private final MeterId meter;
    private final JournalSettings settings;
    private final Map<Long, NavigableMap<Long, JournalRecord>> written = new TreeMap<>();
    private final Map<Long, Long> acknowledged = new HashMap<>();

    Told(World world, int number, MeterId meter, JournalSettings settings) {
        this.world = world;
        this.number = number;
        this.meter = meter;
        this.settings = settings;
    }

    /// The meter takes the records up to there as stored.
    void acknowledged(long epoch, long upTo, long last) {
        long before = acknowledged.getOrDefault(epoch, 0L);
        if (upTo == before) {
            return;
        }
        acknowledged.put(epoch, Math.max(before, upTo));
        world.note(number, Happening.ACKNOWLEDGED, upTo, last);
        long stored = world.database().storedUpTo(meter, epoch);
        if (upTo > stored) {
            throw new Violation(
                    Invariant.ACKNOWLEDGED_IS_STORED,
                    number,
                    world.instant(),
                    "the meter takes records up to "
                            + upTo
                            + " of epoch "
                            + epoch
                            + " as stored; committed are those up to "
                            + stored);
        }
    }

    /// Remembers what the journal on the disk holds; what it held before must be there unchanged or
    /// have gone round.
    void remember(Files disk) {
        Optional<Epoch> epoch = Journal.epochIn(disk);
        if (epoch.isEmpty()) {
            return;
        }
        NavigableMap<Long, JournalRecord> known =
                written.computeIfAbsent(epoch.get().second(), _ -> new TreeMap<>());
        try (Journal journal = Journal.open(disk, settings, meter, epoch::get)) {
            long next = Math.max(1, journal.firstSequence());
            while (next <= journal.lastSequence()) {
                List<JournalRecord> read = journal.read(next, Integer.MAX_VALUE, Integer.MAX_VALUE);
                read.forEach(record -> remember(known, record));
                next += read.size() + (read.isEmpty() ? Math.max(1, journal.unreadable(next)) : 0);
            }
        }
    }

    private void remember(NavigableMap<Long, JournalRecord> known, JournalRecord record) {
        JournalRecord before = known.putIfAbsent(record.sequence(), record);
        if (before != null && !before.equals(record)) {
            throw new Violation(
                    Invariant.AS_THE_METER_WROTE_IT,
                    number,
                    world.instant(),
                    "the meter's journal has " + record + " where it had " + before);
        }
    }

    /// Every epoch in which it wrote anything, or was told that anything is stored.
    Iterable<Long> epochs() {
        return written.keySet();
    }

    /// By sequence.
    NavigableMap<Long, JournalRecord> written(long epoch) {
        return written.getOrDefault(epoch, new TreeMap<>());
    }

    /// Up to where the meter was ever told that its records are stored.
    long acknowledged(long epoch) {
        return acknowledged.getOrDefault(epoch, 0L);
    }
}
