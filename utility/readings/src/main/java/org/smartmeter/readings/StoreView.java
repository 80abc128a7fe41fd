package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Definition;

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

    /// Without reading any tail.
    Map<MeterId, List<StoredJournal>> stored(Collection<MeterId> meters) throws SQLException {
        List<JournalRow> journals = JournalRows.of(connection, meters);
        Map<Integer, Definitions> described = storedDefinitions.of(connection, ids(journals));
        Map<MeterId, List<StoredJournal>> stored = new HashMap<>();
        for (JournalRow journal : journals) {
            Definitions own = described.getOrDefault(journal.id(), Definitions.NONE);
            stored.computeIfAbsent(journal.key().meter(), _ -> new ArrayList<>(1))
                    .add(
                            new StoredJournal(
                                    journal.key().epoch(),
                                    journal.held(),
                                    Optional.ofNullable(own.of(1))));
        }
        return stored;
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
        return lines(journals, new ProfileBlocks(this, from, to).whole(ids(journals)));
    }

    /// The same lines with only those points that a sum from border to border of the window needs.
    Map<MeterId, List<RegisterLine>> sparseLines(Collection<MeterId> meters, long from, long to)
            throws SQLException {
        List<JournalRow> journals = journals(meters);
        ProfileBlocks reading = new ProfileBlocks(this, from, to);
        // Epochs of one meter may overlap in time; then any instant of one may bound the other.
        Map<MeterId, Long> epochs =
                journals.stream()
                        .collect(
                                Collectors.groupingBy(j -> j.key().meter(), Collectors.counting()));
        List<Integer> alone =
                journals.stream()
                        .filter(j -> epochs.getOrDefault(j.key().meter(), 0L) == 1)
                        .map(JournalRow::id)
                        .toList();
        Map<Integer, List<ProfileBlocks.One>> blocks = reading.edges(alone);
        List<Integer> others =
                ids(journals).stream().filter(journal -> !blocks.containsKey(journal)).toList();
        if (!others.isEmpty()) {
            blocks.putAll(reading.whole(others));
        }
        return lines(journals, blocks);
    }

    private static List<Integer> ids(List<JournalRow> journals) {
        return journals.stream().map(JournalRow::id).toList();
    }

    private Map<MeterId, List<RegisterLine>> lines(
            List<JournalRow> journals, Map<Integer, List<ProfileBlocks.One>> blocks) {
        Map<MeterId, List<RegisterLine>> lines = new LinkedHashMap<>();
        for (JournalRow journal : journals) {
            List<RegisterLine.Point> points = new ArrayList<>();
            for (ProfileBlocks.One block : blocks.getOrDefault(journal.id(), List.of())) {
                addPoints(block, points);
            }
            for (Verdict.Believed row : tail(journal.id()).rows()) {
                if (row.described().isProfile()) {
                    points.add(
                            point(
                                    row.described().energy(),
                                    row.record().sequence(),
                                    row.row().time().toEpochMilli(),
                                    row.row().status(),
                                    row.row().values()));
                }
            }
            lines.computeIfAbsent(journal.key().meter(), _ -> new ArrayList<>())
                    .add(RegisterLine.of(points));
        }
        return lines;
    }

    private static void addPoints(ProfileBlocks.One block, List<RegisterLine.Point> points) {
        EnergyRegisters registers = EnergyRegisters.of(block.definition());
        RowBlock rows = block.rows();
        BlockEdges edges = block.edges();
        if (rows == null) {
            points.add(
                    point(
                            registers,
                            edges.firstSequence(),
                            edges.firstTime(),
                            (int) edges.firstStatus(),
                            edges.first()));
            boolean gap = edges.widestStep() > longestStep(registers);
            points.add(
                    new RegisterLine.Point(
                            edges.lastSequence(),
                            edges.lastTime(),
                            registers.imported(edges.last()),
                            registers.exported(edges.last()),
                            gap ? 0 : Long.MAX_VALUE));
            return;
        }
        for (int i = 0; i < rows.rows(); i++) {
            points.add(
                    point(
                            registers,
                            rows.sequences()[i],
                            rows.times()[i],
                            (int) rows.statuses()[i],
                            rows.values(i)));
        }
    }

    private static RegisterLine.Point point(
            EnergyRegisters registers, long sequence, long time, int status, long[] values) {
        return new RegisterLine.Point(
                sequence,
                time,
                registers.imported(values),
                registers.exported(values),
                RegisterLine.explainsALongerStep(status) ? Long.MAX_VALUE : longestStep(registers));
    }

    /// A row may be up to half a period late.
    private static long longestStep(EnergyRegisters registers) {
        return registers.definition().periodSeconds() * 1_500L;
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
