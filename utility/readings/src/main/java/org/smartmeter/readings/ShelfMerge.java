package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;

/// Moves the segments of one shelf's journals that follow their cursors without a hole into blocks
/// and rows, and the cursors with them: all journals in few statements. The caller commits: all of
/// it or nothing.
final class ShelfMerge {

    private static final Logger LOG = LoggerFactory.getLogger(ShelfMerge.class);

    /// Packed bytes of a day up to which more of it is put into the same block.
    private static final int OPEN_BYTES = 1 << 14;

    /// Records of one transaction, about: what it holds in memory, hundreds of bytes each.
    private static final int MOST_RECORDS = 65_536;

    /// Segments of a journal that are looked at: behind a hole they may be very many.
    private static final int MOST_SEGMENTS = 512;

    /// Read at a time: enough for one round of a shelf, so that a backlog is not held at once.
    private static final int FETCHED = 512;

    private static final String CONTIGUOUS =
            """
            SELECT j.id, s.first, s.last, s.received_ms, s.body
            FROM readings.journal j LEFT JOIN readings.merge_state m ON m.journal = j.id
            CROSS JOIN LATERAL (
                SELECT x.*, x.last - coalesce(m.merged, 0)
                    = sum(x.last - x.first + 1) OVER (ORDER BY x.first) AS follows
                FROM (SELECT * FROM readings.segment y WHERE y.journal = j.id
                    ORDER BY y.first LIMIT ?) x) s
            WHERE j.id BETWEEN ? AND ? AND s.follows
            ORDER BY j.id, s.first
            """;

    private final Connection connection;
    private final int shelf;
    private final ReadingsSettings settings;
    private final Installations installations;
    private final ChainKeys keys;
    private final StoredDefinitions storedDefinitions;
    private final Map<Integer, JournalMerge> merges = new LinkedHashMap<>();
    private final Set<Integer> damaged = new HashSet<>();

    ShelfMerge(
            Connection connection,
            int shelf,
            ReadingsSettings settings,
            Installations installations,
            ChainKeys keys,
            StoredDefinitions storedDefinitions) {
        this.connection = connection;
        this.shelf = shelf;
        this.settings = settings;
        this.installations = installations;
        this.keys = keys;
        this.storedDefinitions = storedDefinitions;
    }

    /// @return whether more may wait that could be merged now
    boolean merge() throws SQLException {
        boolean more = gather();
        if (merges.isEmpty()) {
            return false;
        }
        writeBlocks();
        try (RecordRows rows = new RecordRows(connection)) {
            for (JournalMerge merge : merges.values()) {
                rows.write(merge);
            }
        }
        Map<Integer, MergeState> states = new LinkedHashMap<>();
        merges.forEach((journal, merge) -> states.put(journal, merge.after()));
        MergeState.write(connection, states);
        deleteSegments();
        return more;
    }

    /// Journals of which nothing was merged because their segments do not read any more.
    Collection<Integer> damaged() {
        return damaged;
    }

    /// The latest time of a curve's row that was merged, ms.
    long newest() {
        return merges.values().stream()
                .mapToLong(merge -> merge.after().newest())
                .max()
                .orElse(Screening.NOTHING);
    }

    private boolean gather() throws SQLException {
        Map<Integer, JournalKey> journals = keys();
        Map<Integer, MergeState> states = MergeState.ofShelf(connection, shelf);
        Map<Integer, Definitions> definitions = storedDefinitions.ofShelf(connection, shelf);
        DayFinder days = new DayFinder(settings.zone());
        try (PreparedStatement statement = connection.prepareStatement(CONTIGUOUS)) {
            statement.setFetchSize(FETCHED);
            statement.setInt(1, MOST_SEGMENTS);
            statement.setInt(2, Shelf.first(shelf));
            statement.setInt(3, Shelf.last(shelf));
            try (ResultSet row = statement.executeQuery()) {
                long records = 0;
                while (row.next()) {
                    StoredSegment segment = segment(row);
                    int journal = segment.journal();
                    JournalKey key = journals.get(journal);
                    if (key == null || damaged.contains(journal)) {
                        continue;
                    }
                    JournalMerge merge =
                            merges.computeIfAbsent(
                                    journal,
                                    _ ->
                                            new JournalMerge(
                                                    journal,
                                                    key,
                                                    definitions.getOrDefault(
                                                            journal, Definitions.NONE),
                                                    states.getOrDefault(journal, MergeState.NONE),
                                                    keys.verifier(key.meter()),
                                                    days));
                    try {
                        merge.add(segment, limits(key, segment));
                    } catch (RuntimeException e) {
                        LOG.error("journal {} of {} cannot be merged and waits", journal, key, e);
                        merges.remove(journal);
                        damaged.add(journal);
                    }
                    records += segment.range().count();
                    if (records >= MOST_RECORDS) {
                        return true;
                    }
                }
            }
        }
        return merges.values().stream().anyMatch(merge -> merge.segments() == MOST_SEGMENTS);
    }

    private TimeLimits limits(JournalKey key, StoredSegment segment) {
        return TimeLimits.of(
                installations.installedSince(key.meter()),
                segment.received(),
                settings.aheadTolerance().toMillis());
    }

    private static StoredSegment segment(ResultSet row) throws SQLException {
        return new StoredSegment(
                row.getInt(1),
                new SequenceRange(row.getLong(2), row.getLong(3)),
                row.getLong(4),
                row.getBytes(5));
    }

    private Map<Integer, JournalKey> keys() throws SQLException {
        Map<Integer, JournalKey> found = new HashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT id, meter, epoch FROM readings.journal WHERE id BETWEEN ? AND ?")) {
            statement.setInt(1, Shelf.first(shelf));
            statement.setInt(2, Shelf.last(shelf));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.put(
                            row.getInt(1),
                            new JournalKey(
                                    new MeterId(row.getString(2)), new Epoch(row.getLong(3))));
                }
            }
        }
        return found;
    }

    private void writeBlocks() throws SQLException {
        SortedMap<Integer, ShelfDay> days = new TreeMap<>();
        for (JournalMerge merge : merges.values()) {
            merge.runs().forEach((day, run) -> days.computeIfAbsent(day, ShelfDay::new).add(run));
        }
        String zone = settings.zone().getId();
        try (ShelfBlocks blocks = new ShelfBlocks(connection, shelf)) {
            Map<Integer, ShelfBlocks.Open> open = blocks.open(days.keySet(), zone, OPEN_BYTES);
            for (Map.Entry<Integer, ShelfDay> entry : days.entrySet()) {
                ShelfDay day = entry.getValue();
                ShelfBlocks.Open newest = open.getOrDefault(entry.getKey(), ShelfBlocks.Open.FIRST);
                int part = newest.part();
                if (newest.before().isPresent() && !joins(day, newest.before().get())) {
                    part++;
                }
                for (Section section : day.sections()) {
                    blocks.write(part++, false, Optional.of(zone), ShelfBlock.of(List.of(section)));
                }
            }
        }
    }

    /// A damaged block keeps nothing from coming behind it.
    private boolean joins(ShelfDay day, Section before) {
        try {
            before.unpack().forEach(day::add);
            return true;
        } catch (IllegalStateException e) {
            LOG.error("shelf {}, day {}: more goes into another block", shelf, before.day(), e);
            return false;
        }
    }

    private void deleteSegments() throws SQLException {
        String sql =
                """
                DELETE FROM readings.segment s
                USING unnest(?::integer[], ?::bigint[]) AS merged (journal, last)
                WHERE s.journal = merged.journal AND s.first <= merged.last
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("integer", merges.keySet().toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint",
                            merges.values().stream().map(JournalMerge::merged).toArray()));
            statement.executeUpdate();
        }
    }
}
