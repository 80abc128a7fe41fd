package org.smartmeter.readings;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.smartmeter.terms.MeterId;

/// Answers about how much is stored, from the store's books.
final class CoverageReader {

    private final StoreReader reader;

    CoverageReader(StoreReader reader) {
        this.reader = reader;
    }

    List<MeterCoverage> all() {
        return reader.ask(view -> coverage(view, JournalRows.all(view.connection())));
    }

    Optional<MeterCoverage> of(MeterId meter) {
        return reader.ask(
                view ->
                        coverage(view, JournalRows.of(view.connection(), List.of(meter))).stream()
                                .findFirst());
    }

    private static Map<Integer, Long> quarantined(StoreView view, List<JournalRow> journals)
            throws SQLException {
        Map<Integer, Long> counts = new HashMap<>();
        String sql =
                "SELECT journal, count(*) FROM readings.quarantine"
                        + " WHERE journal = ANY (?) GROUP BY journal";
        try (PreparedStatement statement = view.connection().prepareStatement(sql)) {
            statement.setArray(
                    1,
                    view.connection()
                            .createArrayOf(
                                    "integer", journals.stream().map(JournalRow::id).toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    counts.put(row.getInt(1), row.getLong(2));
                }
            }
        }
        return counts;
    }

    private static List<MeterCoverage> coverage(StoreView view, List<JournalRow> journals)
            throws SQLException {
        Map<Integer, Long> quarantined = quarantined(view, journals);
        Map<MeterId, List<JournalRow>> byMeter = new LinkedHashMap<>();
        for (JournalRow journal : journals) {
            byMeter.computeIfAbsent(journal.key().meter(), _ -> new ArrayList<>()).add(journal);
        }
        return byMeter.values().stream().map(epochs -> coverageOf(epochs, quarantined)).toList();
    }

    private static MeterCoverage coverageOf(
            Collection<JournalRow> epochs, Map<Integer, Long> quarantined) {
        JournalRow newest = List.copyOf(epochs).getLast();
        OptionalLong measured =
                epochs.stream()
                        .filter(j -> j.lastMeasured().isPresent())
                        .mapToLong(j -> j.lastMeasured().getAsLong())
                        .max();
        return new MeterCoverage(
                newest.key().meter(),
                newest.key().epoch(),
                newest.held().contiguousUpTo(),
                newest.held().gaps(),
                newest.lost(),
                epochs.stream().mapToLong(j -> quarantined.getOrDefault(j.id(), 0L)).sum(),
                measured.isPresent()
                        ? Optional.of(Instant.ofEpochMilli(measured.getAsLong()))
                        : Optional.empty(),
                Instant.ofEpochMilli(
                        epochs.stream().mapToLong(JournalRow::lastReceived).max().orElseThrow()));
    }

    StoredTotals totals() {
        return reader.ask(
                view -> {
                    String sql =
                            """
                            SELECT count(DISTINCT meter), coalesce(sum(records), 0),
                                coalesce(sum(row_values), 0),
                                (SELECT count(*) FROM readings.quarantine)
                            FROM readings.journal
                            """;
                    try (PreparedStatement statement = view.connection().prepareStatement(sql);
                            ResultSet row = statement.executeQuery()) {
                        row.next();
                        return new StoredTotals(
                                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
                    }
                });
    }
}
