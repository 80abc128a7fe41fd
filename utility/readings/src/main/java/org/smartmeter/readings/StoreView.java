package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.RowStatus;

/// All tiers together as they stand at one moment: valid inside one read transaction, in which the
/// merger can move nothing from under it.
final class StoreView {

    /// A block as stored, with what describes it.
    record StoredBlock(Definition definition, RowBlock rows) {}

    private final Connection connection;
    private final StoredDefinitions storedDefinitions;
    private final Installations installations;
    private final long aheadTolerance;
    private final Map<Integer, Definitions> definitions = new HashMap<>();
    private final Map<Integer, Tail> tails = new HashMap<>();

    StoreView(
            Connection connection,
            StoredDefinitions storedDefinitions,
            Installations installations,
            long aheadTolerance) {
        this.connection = connection;
        this.storedDefinitions = storedDefinitions;
        this.installations = installations;
        this.aheadTolerance = aheadTolerance;
    }

    Connection connection() {
        return connection;
    }

    List<JournalRow> journals(Collection<MeterId> meters) throws SQLException {
        List<JournalRow> journals = JournalRows.of(connection, meters);
        prepare(journals);
        return journals;
    }

    /// Reads what is needed to understand rows and tails of these journals, in few statements.
    void prepare(Collection<JournalRow> journals) throws SQLException {
        List<Integer> ids = journals.stream().map(JournalRow::id).toList();
        definitions.putAll(storedDefinitions.of(connection, ids));
        Map<Integer, List<StoredSegment>> segments = Segments.of(connection, ids);
        Map<Integer, MergeState> states = MergeState.of(connection, ids);
        for (JournalRow journal : journals) {
            List<StoredSegment> own = segments.get(journal.id());
            if (own != null) {
                tails.put(
                        journal.id(),
                        Tail.of(
                                own,
                                definitions(journal.id()),
                                states.getOrDefault(journal.id(), MergeState.NONE),
                                installations.installedSince(journal.key().meter()),
                                aheadTolerance));
            }
        }
    }

    Definitions definitions(int journal) {
        return definitions.getOrDefault(journal, Definitions.NONE);
    }

    Tail tail(int journal) {
        return tails.getOrDefault(journal, Tail.EMPTY);
    }

    /// The register lines of each meter's epochs, from old to new, with at least one row before and
    /// one after the window where there are any.
    Map<MeterId, List<RegisterLine>> lines(Collection<MeterId> meters, long from, long to)
            throws SQLException {
        List<JournalRow> journals = journals(meters);
        Map<Integer, List<RegisterLine.Point>> points = new HashMap<>();
        profileBlocks(journals, from, to, points);
        Map<MeterId, List<RegisterLine>> lines = new LinkedHashMap<>();
        for (JournalRow journal : journals) {
            List<RegisterLine.Point> own =
                    points.computeIfAbsent(journal.id(), _ -> new ArrayList<>());
            for (Verdict.Believed row : tail(journal.id()).rows()) {
                if (row.described().isProfile()) {
                    own.add(
                            point(
                                    row.described().energy(),
                                    row.record().sequence(),
                                    row.row().time().toEpochMilli(),
                                    row.row().status(),
                                    row.row().values()));
                }
            }
            lines.computeIfAbsent(journal.key().meter(), _ -> new ArrayList<>())
                    .add(RegisterLine.of(own));
        }
        return lines;
    }

    private void profileBlocks(
            List<JournalRow> journals,
            long from,
            long to,
            Map<Integer, List<RegisterLine.Point>> points)
            throws SQLException {
        String sql =
                """
                SELECT b.journal, b.definition, b.body FROM readings.block b
                WHERE b.journal = ANY (?) AND b.profile
                AND b.day BETWEEN ? - 31 AND ? AND b.last_day >= ?
                UNION ALL
                SELECT b.journal, b.definition, b.body FROM unnest(?::integer[]) AS j (id)
                CROSS JOIN LATERAL (SELECT max(x.day) AS day FROM readings.block x
                    WHERE x.journal = j.id AND x.profile AND x.day < ? AND x.last_day < ?) p
                JOIN readings.block b ON b.journal = j.id AND b.profile AND b.day = p.day
                    AND b.last_day < ?
                UNION ALL
                SELECT b.journal, b.definition, b.body FROM unnest(?::integer[]) AS j (id)
                CROSS JOIN LATERAL (SELECT min(x.day) AS day FROM readings.block x
                    WHERE x.journal = j.id AND x.profile AND x.day > ?) n
                JOIN readings.block b ON b.journal = j.id AND b.profile AND b.day = n.day
                """;
        Object[] ids = journals.stream().map(JournalRow::id).toArray();
        // A day further: the zone may have been another one when the blocks were written.
        int first = BlockKey.day(from, ZoneOffset.UTC) - 1;
        int last = BlockKey.day(to, ZoneOffset.UTC) + 1;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("integer", ids));
            statement.setInt(2, first);
            statement.setInt(3, last);
            statement.setInt(4, first);
            statement.setArray(5, connection.createArrayOf("integer", ids));
            statement.setInt(6, first);
            statement.setInt(7, first);
            statement.setInt(8, first);
            statement.setArray(9, connection.createArrayOf("integer", ids));
            statement.setInt(10, last);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    int journal = row.getInt("journal");
                    EnergyRegisters registers =
                            EnergyRegisters.of(definition(journal, row.getLong("definition")));
                    RowBlock block = RowBlockCodec.decode(row.getBytes("body"));
                    List<RegisterLine.Point> own =
                            points.computeIfAbsent(journal, _ -> new ArrayList<>());
                    for (int i = 0; i < block.rows(); i++) {
                        own.add(
                                point(
                                        registers,
                                        block.sequences()[i],
                                        block.times()[i],
                                        (int) block.statuses()[i],
                                        block.values(i)));
                    }
                }
            }
        }
    }

    /// A row may be up to half a period late; one that says why it is later is no gap.
    private static RegisterLine.Point point(
            EnergyRegisters registers, long sequence, long time, int status, long[] values) {
        boolean explained =
                RowStatus.THINNED.in(status)
                        || RowStatus.POWER_WAS_DOWN.in(status)
                        || RowStatus.CLOCK_ADJUSTED.in(status);
        return new RegisterLine.Point(
                sequence,
                time,
                registers.imported(values),
                registers.exported(values),
                explained ? Long.MAX_VALUE : registers.definition().periodSeconds() * 1_500L);
    }

    Definition definition(int journal, long sequence) {
        @Nullable Definition found = definitions(journal).of(sequence);
        if (found == null) {
            throw new IllegalStateException(
                    "journal " + journal + " lost its definition of record " + sequence);
        }
        return found;
    }

    /// Blocks of the journal, of either kind, chosen by a condition on the table `b`.
    List<StoredBlock> blocks(int journal, String condition, long... parameters)
            throws SQLException {
        String sql =
                "SELECT b.definition, b.body FROM readings.block b WHERE b.journal = ? AND "
                        + condition;
        List<StoredBlock> blocks = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, journal);
            for (int i = 0; i < parameters.length; i++) {
                statement.setLong(i + 2, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    blocks.add(
                            new StoredBlock(
                                    definition(journal, row.getLong("definition")),
                                    RowBlockCodec.decode(row.getBytes("body"))));
                }
            }
        }
        return blocks;
    }
}
