package org.smartmeter.server.notices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.smartmeter.terms.MeterId;

/// The table `server.notices`.
final class NoticeTable {

    private final Jdbi jdbi;

    NoticeTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// The highest number that a notice for the meter has had; 0 before the first.
    long highestNumber(MeterId meter) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        "select coalesce(max(number), 0) from server.notices"
                                                + " where meter = ?")
                                .bind(0, meter.value())
                                .mapTo(Long.class)
                                .one());
    }

    /// @param byCommand whether a command carries it
    void insert(SentNotice notice, boolean byCommand) {
        NoticeDraft draft = notice.draft();
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                "insert into server.notices (meter, number, language, title, body,"
                                        + " kind, currency, minor_units, decimals, due, urgency,"
                                        + " confirm, sent, valid_until, sender, reason, by_command)"
                                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                notice.meter().value(),
                                notice.number(),
                                draft.language(),
                                draft.title(),
                                draft.text(),
                                draft.kind().word(),
                                draft.payment().map(Payment::currency).orElse(null),
                                draft.payment().map(Payment::minorUnits).orElse(null),
                                draft.payment().map(Payment::decimals).orElse(null),
                                draft.payment().map(Payment::due).orElse(null),
                                draft.urgency().word(),
                                draft.confirm(),
                                time(notice.sent()),
                                time(draft.until()),
                                notice.sender(),
                                draft.reason(),
                                byCommand));
    }

    void withdraw(MeterId meter, long number, SentNotice.Withdrawal withdrawal) {
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                "update server.notices set withdrawn = ?, withdrawn_by = ?"
                                        + " where meter = ? and number = ? and withdrawn is null",
                                time(withdrawal.at()),
                                withdrawal.by(),
                                meter.value(),
                                number));
    }

    Optional<SentNotice> find(MeterId meter, long number) {
        return select("where meter = ? and number = ?", meter.value(), number).stream().findFirst();
    }

    /// The newest first.
    List<SentNotice> of(MeterId meter, int limit) {
        return select("where meter = ? order by number desc limit ?", meter.value(), limit);
    }

    /// Those whose time is not over, of all meters, in the order they were sent. Those that a
    /// command carries only once they were withdrawn.
    List<SentNotice> current(Instant now) {
        return select(
                "where valid_until > ? and (not by_command or withdrawn is not null)"
                        + " order by meter, number",
                time(now));
    }

    private List<SentNotice> select(String which, Object... bound) {
        return jdbi.withHandle(
                handle ->
                        handle.select("select * from server.notices " + which, bound)
                                .map(NoticeTable::notice)
                                .list());
    }

    private static SentNotice notice(ResultSet row, StatementContext context) throws SQLException {
        OffsetDateTime withdrawn = row.getObject("withdrawn", OffsetDateTime.class);
        return new SentNotice(
                new MeterId(row.getString("meter")),
                row.getLong("number"),
                new NoticeDraft(
                        row.getString("language"),
                        row.getString("title"),
                        row.getString("body"),
                        NoticeKind.ofWord(row.getString("kind")),
                        payment(row),
                        Urgency.ofWord(row.getString("urgency")),
                        row.getBoolean("confirm"),
                        row.getObject("valid_until", OffsetDateTime.class).toInstant(),
                        row.getString("reason")),
                row.getObject("sent", OffsetDateTime.class).toInstant(),
                row.getString("sender"),
                withdrawn == null
                        ? Optional.empty()
                        : Optional.of(
                                new SentNotice.Withdrawal(
                                        withdrawn.toInstant(), row.getString("withdrawn_by"))));
    }

    private static Optional<Payment> payment(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        return currency == null
                ? Optional.empty()
                : Optional.of(
                        new Payment(
                                currency,
                                row.getLong("minor_units"),
                                row.getInt("decimals"),
                                row.getObject("due", LocalDate.class)));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
