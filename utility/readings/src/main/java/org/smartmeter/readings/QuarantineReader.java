package org.smartmeter.readings;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;

/// Answers about the records that were set aside.
final class QuarantineReader {

    private final StoreReader reader;

    QuarantineReader(StoreReader reader) {
        this.reader = reader;
    }

    List<Quarantined> of(MeterId meter, int limit) {
        return reader.ask(
                view -> {
                    List<Quarantined> found = new ArrayList<>();
                    for (JournalRow journal : view.journals(List.of(meter))) {
                        found.addAll(merged(view, journal, limit));
                        view.tail(journal.id())
                                .forEach(
                                        (verdict, received) -> {
                                            if (verdict instanceof Verdict.SetAside aside) {
                                                found.add(quarantined(journal, aside, received));
                                            }
                                        });
                    }
                    found.sort(
                            Comparator.comparing(Quarantined::epoch)
                                    .thenComparing(Quarantined::sequence)
                                    .reversed());
                    return List.copyOf(found.subList(0, Math.min(limit, found.size())));
                });
    }

    private static List<Quarantined> merged(StoreView view, JournalRow journal, int limit)
            throws SQLException {
        String sql =
                """
                SELECT sequence, tag, reason, detail, time_ms, received_ms, payload
                FROM readings.quarantine WHERE journal = ? ORDER BY sequence DESC LIMIT ?
                """;
        List<Quarantined> found = new ArrayList<>();
        try (PreparedStatement statement = view.connection().prepareStatement(sql)) {
            statement.setInt(1, journal.id());
            statement.setInt(2, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long time = row.getLong("time_ms");
                    OptionalLong known =
                            row.wasNull() ? OptionalLong.empty() : OptionalLong.of(time);
                    found.add(
                            quarantined(
                                    journal,
                                    new Verdict.SetAside(
                                            new JournalRecord(
                                                    row.getLong("sequence"),
                                                    row.getInt("tag"),
                                                    row.getBytes("payload")),
                                            QuarantineReason.valueOf(row.getString("reason")),
                                            row.getString("detail"),
                                            known),
                                    row.getLong("received_ms")));
                }
            }
        }
        return found;
    }

    private static Quarantined quarantined(
            JournalRow journal, Verdict.SetAside aside, long received) {
        Optional<Instant> time =
                aside.time().isPresent()
                        ? Optional.of(Instant.ofEpochMilli(aside.time().getAsLong()))
                        : Optional.empty();
        return new Quarantined(
                journal.key().meter(),
                journal.key().epoch(),
                aside.record().sequence(),
                aside.record().tag(),
                aside.reason(),
                aside.detail(),
                time,
                Instant.ofEpochMilli(received));
    }

    Map<QuarantineReason, Long> counts() {
        return reader.ask(
                view -> {
                    Map<QuarantineReason, Long> counts = new EnumMap<>(QuarantineReason.class);
                    String sql = "SELECT reason, count(*) FROM readings.quarantine GROUP BY reason";
                    try (PreparedStatement statement = view.connection().prepareStatement(sql);
                            ResultSet row = statement.executeQuery()) {
                        while (row.next()) {
                            counts.put(QuarantineReason.valueOf(row.getString(1)), row.getLong(2));
                        }
                    }
                    return counts;
                });
    }
}
