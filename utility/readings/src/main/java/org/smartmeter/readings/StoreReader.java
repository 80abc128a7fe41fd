package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BinaryOperator;
import javax.sql.DataSource;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Register;

/// The one reader: each question is answered from one view over all tiers.
final class StoreReader {

    /// Of readings at the same time, one in finer steps says more.
    private static final Comparator<RegisterReading> NEWER_OR_FINER =
            Comparator.comparing(RegisterReading::time)
                    .thenComparing(reading -> -reading.register().scaler())
                    .thenComparing(RegisterReading::value);

    private static final Comparator<RegisterReading> BY_NAME =
            Comparator.comparing(
                            (RegisterReading reading) -> reading.register().obis(),
                            Comparator.comparing(ObisCode::toBytes, Arrays::compareUnsigned))
                    .thenComparing(reading -> reading.register().unit());

    /// What no row has shown for so long is not told as the latest: profiles change.
    private static final Duration LATEST_WITHIN = Duration.ofDays(2);

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

    /// The energy of each meter of which any is known.
    Map<MeterId, PeriodEnergy> energies(Collection<MeterId> meters, Instant from, Instant to) {
        long start = from.toEpochMilli();
        long end = to.toEpochMilli();
        Map<MeterId, PeriodEnergy> energies = new HashMap<>();
        ask(view -> view.sparseLines(meters, start, end))
                .forEach(
                        (meter, lines) ->
                                Energies.sum(lines, start, end)
                                        .ifPresent(sum -> energies.put(meter, sum)));
        return energies;
    }

    List<RegisterLine> lines(MeterId meter, Instant from, Instant to) {
        return lines(List.of(meter), from, to).getOrDefault(meter, List.of());
    }

    /// A row that may show the latest of a register.
    private record Candidate(Epoch epoch, long time, Definition definition, long[] values) {}

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
        return candidates.stream()
                .max(Comparator.comparingLong(Candidate::time))
                .map(newest -> latest(newest, candidates));
    }

    /// The newest rows of each definition that had any in the last two days of its kind.
    private static List<Candidate> candidates(StoreView view, JournalRow journal)
            throws SQLException {
        List<Candidate> found = new ArrayList<>();
        Epoch epoch = journal.key().epoch();
        String newestRows =
                """
                (b.definition, b.last_time_ms) IN (
                    SELECT x.definition, max(x.last_time_ms) FROM readings.block x
                    WHERE x.journal = b.journal AND x.profile = b.profile
                    AND x.last_day >= (SELECT max(y.last_day) - 2 FROM readings.block y
                        WHERE y.journal = b.journal AND y.profile = b.profile)
                    GROUP BY x.definition)
                """;
        for (StoreView.StoredBlock block : view.blocks(journal.id(), newestRows)) {
            long newest = Arrays.stream(block.rows().times()).max().orElseThrow();
            for (int i = 0; i < block.rows().rows(); i++) {
                if (block.rows().times()[i] == newest) {
                    found.add(
                            new Candidate(
                                    epoch, newest, block.definition(), block.rows().values(i)));
                }
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

    private static Latest latest(Candidate newest, List<Candidate> candidates) {
        long since = newest.time() - LATEST_WITHIN.toMillis();
        Map<List<Object>, RegisterReading> registers = new HashMap<>();
        for (Candidate row : candidates) {
            if (row.epoch().equals(newest.epoch()) && row.time() > since) {
                for (int i = 0; i < row.values().length; i++) {
                    Register register = row.definition().registers().get(i);
                    registers.merge(
                            List.of(register.obis(), register.unit()),
                            new RegisterReading(
                                    register, row.values()[i], Instant.ofEpochMilli(row.time())),
                            BinaryOperator.maxBy(NEWER_OR_FINER));
                }
            }
        }
        return new Latest(
                newest.epoch(),
                Instant.ofEpochMilli(newest.time()),
                registers.values().stream().sorted(BY_NAME).toList());
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
