package org.smartmeter.readings.feed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.smartmeter.readings.MeterEvent;
import org.smartmeter.readings.validation.Rule;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordsCodec;

/// Reads the stream. An item shows once no earlier transaction is open any more, so whoever reads
/// on from the last position has missed nothing.
public final class EventFeed {

    private static final String AFTER =
            """
            WITH settled AS (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS before)
            (SELECT k.told_in::text AS transaction, k.told, j.meter, j.epoch, k.sequence, k.payload,
                NULL AS rule, 0::bigint AS from_ms, 0::bigint AS to_ms, k.told_in
            FROM readings.kept_record k JOIN readings.journal j ON j.id = k.journal, settled
            WHERE k.tag = 3 AND (k.told_in, k.told) > (?::xid8, ?) AND k.told_in < settled.before
            ORDER BY k.told_in, k.told LIMIT ?)
            UNION ALL
            (SELECT f.told_in::text, f.told, f.meter, 0, 0, NULL, f.rule, f.from_ms, f.to_ms, f.told_in
            FROM readings.finding f, settled
            WHERE (f.told_in, f.told) > (?::xid8, ?) AND f.told_in < settled.before
            ORDER BY f.told_in, f.told LIMIT ?)
            ORDER BY told_in, told LIMIT ?
            """;

    private final DataSource source;

    public EventFeed(DataSource source) {
        this.source = source;
    }

    /// The position behind everything that has happened so far.
    public FeedPosition end() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT pg_snapshot_xmin(pg_current_snapshot())::text")) {
            row.next();
            return new FeedPosition(Long.parseLong(row.getString(1)) - 1, Long.MAX_VALUE);
        } catch (SQLException e) {
            throw new IllegalStateException("the store cannot be read: " + e.getMessage(), e);
        }
    }

    /// What happened after a position, in order.
    public List<FeedItem> after(FeedPosition position, int most) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(AFTER)) {
            for (int i : new int[] {1, 4}) {
                statement.setString(i, Long.toString(position.transaction()));
                statement.setLong(i + 1, position.number());
                statement.setInt(i + 2, most);
            }
            statement.setInt(7, most);
            List<FeedItem> items = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    read(rows).ifPresent(items::add);
                }
            }
            return items;
        } catch (SQLException e) {
            throw new IllegalStateException("the store cannot be read: " + e.getMessage(), e);
        }
    }

    /// Empty for what this software cannot read: it stays in the store.
    private static Optional<FeedItem> read(ResultSet row) throws SQLException {
        FeedPosition position =
                new FeedPosition(Long.parseLong(row.getString("transaction")), row.getLong("told"));
        MeterId meter = new MeterId(row.getString("meter"));
        String rule = row.getString("rule");
        if (rule != null) {
            Instant from = Instant.ofEpochMilli(row.getLong("from_ms"));
            Instant to = Instant.ofEpochMilli(row.getLong("to_ms"));
            return Rule.ofLabel(rule)
                    .map(known -> new FeedItem.Found(position, meter, known, from, to));
        }
        try {
            return Optional.of(
                    new FeedItem.Happened(
                            position,
                            new MeterEvent(
                                    meter,
                                    new Epoch(row.getLong("epoch")),
                                    row.getLong("sequence"),
                                    RecordsCodec.event(row.getBytes("payload")))));
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }
}
