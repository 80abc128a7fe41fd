package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Ed25519Verifier;

/// Moves the segments of one journal that follow its cursor without a hole into blocks and rows,
/// and the cursor with them. The caller commits: all of it or nothing.
final class MergeTransaction {

    /// Rows in a part of a block: rewriting one costs this much at most.
    private static final int PART_ROWS = 1_024;

    /// Records of one transaction: what it holds in memory, hundreds of bytes each.
    private static final int MOST_RECORDS = 65_536;

    private final Connection connection;
    private final JournalRow journal;
    private final ZoneId zone;
    private final Map<BlockKey, List<Verdict.Believed>> rows = new LinkedHashMap<>();
    private final List<Verdict.Kept> kept = new ArrayList<>();
    private final List<SetAside> setAside = new ArrayList<>();
    private final List<SequenceRange> lost = new ArrayList<>();

    private record SetAside(Verdict.SetAside verdict, long received) {}

    /// @param zone of the days that blocks are made of
    MergeTransaction(Connection connection, JournalRow journal, ZoneId zone) {
        this.connection = connection;
        this.journal = journal;
        this.zone = zone;
    }

    /// @return how many segments were merged; 0 when the next record is missing
    int merge(
            Definitions definitions,
            Optional<Instant> installedSince,
            long aheadTolerance,
            Optional<Ed25519Verifier> verifier)
            throws SQLException {
        MergeState before =
                MergeState.of(connection, List.of(journal.id()))
                        .getOrDefault(journal.id(), MergeState.NONE);
        List<StoredSegment> segments =
                Segments.contiguousAfter(connection, journal.id(), before.merged(), MOST_RECORDS);
        if (segments.isEmpty()) {
            return 0;
        }
        Screening screening = new Screening(definitions, before.lastValues());
        ChainFollower chain = follower(before, verifier);
        for (StoredSegment segment : segments) {
            TimeLimits limits = TimeLimits.of(installedSince, segment.received(), aheadTolerance);
            List<JournalRecord> records = segment.records(definitions);
            List<SequenceRange> holes = segment.lost(records);
            lost.addAll(holes);
            long expected = segment.range().first();
            for (JournalRecord record : records) {
                if (record.sequence() != expected) {
                    chain.lost();
                }
                chain.record(record);
                sort(screening.judge(record, limits), segment.received());
                expected = record.sequence() + 1;
            }
            if (expected <= segment.range().last()) {
                chain.lost();
            }
        }
        long merged = segments.getLast().range().last();
        write(segments.getFirst().range().first(), merged);
        new MergeState(
                        merged,
                        chain.chain(),
                        chain.followedTo(),
                        chain.verifiedUpTo(),
                        chain.broken(),
                        screening.lastValues())
                .write(connection, journal.id());
        return segments.size();
    }

    private ChainFollower follower(MergeState before, Optional<Ed25519Verifier> verifier) {
        HashChain chain =
                before.merged() == 0
                        ? HashChain.start(journal.key().meter(), journal.key().epoch())
                        : before.chain();
        return new ChainFollower(
                journal.key(),
                verifier,
                chain,
                before.chainTo(),
                before.chainVerified(),
                before.chainBroken());
    }

    private void sort(Verdict verdict, long received) {
        switch (verdict) {
            case Verdict.Believed row ->
                    rows.computeIfAbsent(BlockKey.of(row, zone), _ -> new ArrayList<>()).add(row);
            case Verdict.Kept record -> kept.add(record);
            case Verdict.SetAside record -> setAside.add(new SetAside(record, received));
        }
    }

    private void write(long first, long last) throws SQLException {
        writeBlocks();
        writeKept();
        writeSetAside();
        writeLost();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "DELETE FROM readings.segment"
                                + " WHERE journal = ? AND first BETWEEN ? AND ?")) {
            statement.setInt(1, journal.id());
            statement.setLong(2, first);
            statement.setLong(3, last);
            statement.executeUpdate();
        }
    }

    private void writeBlocks() throws SQLException {
        try (Blocks blocks = new Blocks(connection, journal.id())) {
            Map<BlockKey, Blocks.Open> open = blocks.open(rows.keySet(), PART_ROWS);
            for (Map.Entry<BlockKey, List<Verdict.Believed>> entry : rows.entrySet()) {
                BlockKey key = entry.getKey();
                Blocks.Open newest = open.getOrDefault(key, new Blocks.Open(0, Optional.empty()));
                RowBlock added = RowBlock.of(entry.getValue());
                RowBlock block = newest.rows().map(before -> before.plus(added)).orElse(added);
                int part = newest.part();
                for (int start = 0; start < block.rows(); start += PART_ROWS, part++) {
                    blocks.write(
                            key,
                            key.day(),
                            part,
                            block.part(start, Math.min(block.rows(), start + PART_ROWS)));
                }
            }
        }
    }

    private void writeKept() throws SQLException {
        String sql =
                "INSERT INTO readings.kept_record (journal, sequence, tag, time_ms, payload)"
                        + " VALUES (?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Verdict.Kept one : kept) {
                statement.setInt(1, journal.id());
                statement.setLong(2, one.record().sequence());
                statement.setInt(3, one.record().tag());
                setTime(statement, 4, one.time());
                statement.setBytes(5, one.record().payload());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void writeSetAside() throws SQLException {
        String sql =
                """
                INSERT INTO readings.quarantine (journal, sequence, tag, reason, detail, time_ms,
                    received_ms, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (SetAside one : setAside) {
                statement.setInt(1, journal.id());
                statement.setLong(2, one.verdict().record().sequence());
                statement.setInt(3, one.verdict().record().tag());
                statement.setString(4, one.verdict().reason().name());
                statement.setString(5, one.verdict().detail());
                setTime(statement, 6, one.verdict().time());
                statement.setLong(7, one.received());
                statement.setBytes(8, one.verdict().record().payload());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void writeLost() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO readings.lost (journal, first, last) VALUES (?, ?, ?)")) {
            for (SequenceRange range : lost) {
                statement.setInt(1, journal.id());
                statement.setLong(2, range.first());
                statement.setLong(3, range.last());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void setTime(PreparedStatement statement, int index, OptionalLong time)
            throws SQLException {
        if (time.isPresent()) {
            statement.setLong(index, time.getAsLong());
        } else {
            statement.setNull(index, Types.BIGINT);
        }
    }
}
