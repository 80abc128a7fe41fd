package org.smartmeter.server.feed;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.smartmeter.readings.feed.FeedPosition;

/// Webhooks in the database.
final class WebhookTable {

    private final Jdbi jdbi;

    WebhookTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void add(Webhook hook) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        INSERT INTO server.webhook (id, url, secret, created_by,
                                            created_ms, position)
                                        VALUES (?, ?, ?, ?, ?, ?)
                                        """)
                                .bind(0, hook.id())
                                .bind(1, hook.url().toString())
                                .bind(2, hook.secret())
                                .bind(3, hook.createdBy())
                                .bind(4, hook.created().toEpochMilli())
                                .bind(5, hook.position().toString())
                                .execute());
    }

    /// In the order of their making.
    List<Webhook> all() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT * FROM server.webhook ORDER BY created_ms, id")
                                .map((row, _) -> read(row))
                                .list());
    }

    private static Webhook read(ResultSet row) throws SQLException {
        long told = row.getLong("last_told_ms");
        Instant lastTold = row.wasNull() ? null : Instant.ofEpochMilli(told);
        return new Webhook(
                row.getObject("id", UUID.class),
                URI.create(row.getString("url")),
                row.getString("secret"),
                row.getString("created_by"),
                Instant.ofEpochMilli(row.getLong("created_ms")),
                FeedPosition.parse(row.getString("position")),
                row.getInt("failures"),
                Instant.ofEpochMilli(row.getLong("next_try_ms")),
                row.getString("last_error"),
                lastTold);
    }

    void told(UUID id, FeedPosition position, Instant now) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        UPDATE server.webhook SET position = ?, last_told_ms = ?,
                                            failures = 0, next_try_ms = 0, last_error = NULL
                                        WHERE id = ?
                                        """)
                                .bind(0, position.toString())
                                .bind(1, now.toEpochMilli())
                                .bind(2, id)
                                .execute());
    }

    void failed(UUID id, String error, Instant nextTry) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        UPDATE server.webhook SET failures = failures + 1,
                                            last_error = ?, next_try_ms = ?
                                        WHERE id = ?
                                        """)
                                .bind(0, error)
                                .bind(1, nextTry.toEpochMilli())
                                .bind(2, id)
                                .execute());
    }

    /// @return whether there was one
    boolean remove(UUID id) {
        return jdbi.withHandle(
                        handle ->
                                handle.createUpdate("DELETE FROM server.webhook WHERE id = ?")
                                        .bind(0, id)
                                        .execute())
                > 0;
    }
}
