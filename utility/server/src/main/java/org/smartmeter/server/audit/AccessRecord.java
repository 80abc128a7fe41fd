package org.smartmeter.server.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/// The table `server.access`. Entries are appended one after the other; each carries the hash of
/// all before it, so an entry changed or taken out later shows (cutting off the newest entries does
/// not; keep a copy of the last hash elsewhere against that).
public final class AccessRecord {

    /// How long a reason opens a meter's personal data.
    public static final Duration REASON_HOLDS = Duration.ofMinutes(60);

    /// Any number that nothing else in this database locks on.
    private static final long APPENDING = 0x5345_4d41_4343_4553L;

    private static final byte[] BEFORE_THE_FIRST = new byte[32];
    private static final int LONGEST_TEXT = 1_000;
    private static final int FETCHED_AT_A_TIME = 1_000;

    private final Jdbi jdbi;
    private final InstantSource clock;

    public AccessRecord(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /// Puts something on record, durably, before it is done.
    public Access append(String actor, Action action, String subject, String detail) {
        return jdbi.inTransaction(
                handle -> {
                    handle.execute("select pg_advisory_xact_lock(?)", APPENDING);
                    Optional<Chained> last = last(handle);
                    Access access =
                            new Access(
                                    last.map(entry -> entry.access().id()).orElse(0L) + 1,
                                    clock.instant(),
                                    actor,
                                    action,
                                    shortened(subject),
                                    shortened(detail));
                    handle.execute(
                            "insert into server.access (id, at, actor, action, subject, detail, hash)"
                                    + " values (?, ?, ?, ?, ?, ?, ?)",
                            access.id(),
                            access.at().atOffset(ZoneOffset.UTC),
                            access.actor(),
                            access.action().word(),
                            access.subject(),
                            access.detail(),
                            access.hashAfter(
                                    last.map(entry -> HexFormat.of().parseHex(entry.hash()))
                                            .orElse(BEFORE_THE_FIRST)));
                    return access;
                });
    }

    /// Until when the actor's reason opens the subject's personal data; empty if there is none that
    /// still holds.
    public Optional<Instant> openUntil(String actor, String subject) {
        Instant now = clock.instant();
        return jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select * from server.access
                                                where actor = :actor and subject = :subject
                                                  and action = :action
                                                order by id desc limit 1
                                                """)
                                        .bind("actor", actor)
                                        .bind("subject", subject)
                                        .bind("action", Action.REASON.word())
                                        .map(AccessRecord::access)
                                        .findOne())
                .map(reason -> reason.at().plus(REASON_HOLDS))
                .filter(now::isBefore);
    }

    /// The newest entries first.
    public List<Access> newest(int limit) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        "select * from server.access order by id desc limit :limit")
                                .bind("limit", limit)
                                .map(AccessRecord::access)
                                .list());
    }

    /// Reads the whole record and checks every hash and number.
    ///
    /// @return the first entry that does not follow from those before it; empty if all do
    public OptionalLong firstBroken() {
        return jdbi.inTransaction(
                handle -> {
                    byte[] before = BEFORE_THE_FIRST;
                    long expected = 1;
                    for (Chained entry : (Iterable<Chained>) () -> all(handle)) {
                        byte[] hash = entry.access().hashAfter(before);
                        boolean follows =
                                entry.access().id() == expected
                                        && HexFormat.of().formatHex(hash).equals(entry.hash());
                        if (!follows) {
                            return OptionalLong.of(expected);
                        }
                        before = hash;
                        expected++;
                    }
                    return OptionalLong.empty();
                });
    }

    /// @param hash in hexadecimal digits
    private record Chained(Access access, String hash) {}

    private static Iterator<Chained> all(Handle handle) {
        return handle.createQuery("select * from server.access order by id")
                .setFetchSize(FETCHED_AT_A_TIME)
                .map(
                        (row, context) ->
                                new Chained(
                                        access(row, context),
                                        HexFormat.of().formatHex(row.getBytes("hash"))))
                .iterator();
    }

    private static Optional<Chained> last(Handle handle) {
        return handle.createQuery("select * from server.access order by id desc limit 1")
                .map(
                        (row, context) ->
                                new Chained(
                                        access(row, context),
                                        HexFormat.of().formatHex(row.getBytes("hash"))))
                .findOne();
    }

    private static Access access(ResultSet row, StatementContext context) throws SQLException {
        return new Access(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                Action.ofWord(row.getString("action")),
                row.getString("subject"),
                row.getString("detail"));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
