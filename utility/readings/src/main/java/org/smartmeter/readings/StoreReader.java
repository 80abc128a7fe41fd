package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Definition;

/// The one reader: each question is answered from one view over all tiers.
final class StoreReader {

    /// A question to a view.
    interface Question<T> {
        T ask(StoreView view) throws SQLException;
    }

    private final DataSource source;
    private final StoredDefinitions definitions;
    private final Installations installations;
    private final long aheadTolerance;

    StoreReader(
            DataSource source,
            StoredDefinitions definitions,
            Installations installations,
            long aheadTolerance) {
        this.source = source;
        this.definitions = definitions;
        this.installations = installations;
        this.aheadTolerance = aheadTolerance;
    }

    /// Asks inside one read-only transaction that sees one state of everything.
    <T> T ask(Question<T> question) {
        try (Connection connection = source.getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return question.ask(
                        new StoreView(connection, definitions, installations, aheadTolerance));
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the store cannot be read: " + e.getMessage(), e);
        }
    }

    Map<MeterId, List<RegisterLine>> lines(Collection<MeterId> meters, Instant from, Instant to) {
        return ask(view -> view.lines(meters, from.toEpochMilli(), to.toEpochMilli()));
    }

    List<RegisterLine> lines(MeterId meter, Instant from, Instant to) {
        return lines(List.of(meter), from, to).getOrDefault(meter, List.of());
    }

    /// A row that may be the latest.
    private record Candidate(Epoch epoch, long time, Definition definition, long[] values) {

        /// Of rows at the same time, one in full resolution says more.
        static final Comparator<Candidate> ORDER =
                Comparator.comparingLong(Candidate::time)
                        .thenComparing(c -> c.definition().kind() == Definition.Kind.SNAPSHOT);
    }

    Optional<Latest> latest(MeterId meter) {
        List<Candidate> candidates =
                ask(
                        view -> {
                            List<Candidate> found = new ArrayList<>();
                            for (JournalRow journal : view.journals(List.of(meter))) {
                                found.addAll(candidates(view, journal));
                            }
                            return found;
                        });
        return candidates.stream().max(Candidate.ORDER).map(StoreReader::latest);
    }

    private static List<Candidate> candidates(StoreView view, JournalRow journal)
            throws SQLException {
        List<Candidate> found = new ArrayList<>();
        Epoch epoch = journal.key().epoch();
        String newest =
                """
                b.last_time_ms = (SELECT max(x.last_time_ms) FROM readings.block x
                    WHERE x.journal = b.journal AND x.profile = b.profile
                    AND x.day = (SELECT max(y.day) FROM readings.block y
                        WHERE y.journal = b.journal AND y.profile = b.profile))
                """;
        for (StoreView.StoredBlock block : view.blocks(journal.id(), newest)) {
            for (int i = 0; i < block.rows().rows(); i++) {
                found.add(
                        new Candidate(
                                epoch,
                                block.rows().times()[i],
                                block.definition(),
                                block.rows().values(i)));
            }
        }
        for (Verdict.Believed row : view.tail(journal.id()).rows()) {
            found.add(
                    new Candidate(
                            epoch,
                            row.row().time().toEpochMilli(),
                            row.described().definition(),
                            row.row().values()));
        }
        return found;
    }

    private static Latest latest(Candidate row) {
        List<RegisterReading> registers = new ArrayList<>();
        for (int i = 0; i < row.values().length; i++) {
            registers.add(
                    new RegisterReading(row.definition().registers().get(i), row.values()[i]));
        }
        return new Latest(row.epoch(), Instant.ofEpochMilli(row.time()), registers);
    }

    Optional<MeasuredSpan> span(MeterId meter) {
        return ask(
                view -> {
                    OptionalLong first = OptionalLong.empty();
                    OptionalLong last = OptionalLong.empty();
                    for (JournalRow journal : view.journals(List.of(meter))) {
                        for (RegisterLine line : edges(view, journal)) {
                            first =
                                    OptionalLong.of(
                                            Math.min(first.orElse(line.first()), line.first()));
                            last = OptionalLong.of(Math.max(last.orElse(line.last()), line.last()));
                        }
                    }
                    return first.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    new MeasuredSpan(
                                            Instant.ofEpochMilli(first.getAsLong()),
                                            Instant.ofEpochMilli(last.getAsLong())));
                });
    }

    private static List<RegisterLine> edges(StoreView view, JournalRow journal)
            throws SQLException {
        List<RegisterLine.Point> points = new ArrayList<>();
        try (var statement =
                view.connection()
                        .prepareStatement(
                                "SELECT min(first_time_ms), max(last_time_ms) FROM readings.block"
                                        + " WHERE journal = ? AND profile")) {
            statement.setInt(1, journal.id());
            try (var row = statement.executeQuery()) {
                if (row.next() && row.getObject(1) != null) {
                    points.add(new RegisterLine.Point(1, row.getLong(1), 0, 0, 0));
                    points.add(new RegisterLine.Point(2, row.getLong(2), 0, 0, 0));
                }
            }
        }
        for (Verdict.Believed row : view.tail(journal.id()).rows()) {
            if (row.described().isProfile()) {
                points.add(
                        new RegisterLine.Point(
                                row.record().sequence() + 2,
                                row.row().time().toEpochMilli(),
                                0,
                                0,
                                0));
            }
        }
        RegisterLine line = RegisterLine.of(points);
        return line.isEmpty() ? List.of() : List.of(line);
    }
}
