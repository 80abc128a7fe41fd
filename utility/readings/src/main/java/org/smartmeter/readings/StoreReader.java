package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.LongSupplier;
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

    /// Days before the newest row's that may hold a row within [#LATEST_WITHIN] of it, in whatever
    /// zone they were filed.
    private static final int LATEST_DAYS = 3 + Window.OTHER_ZONE;

    /// A question to a view.
    interface Question<T> {
        T ask(StoreView view) throws SQLException;
    }

    private final DataSource source;
    private final StoredDefinitions definitions;
    private final Installations installations;
    private final long aheadTolerance;
    private final ZoneId zone;
    private final JournalDirectory directory = new JournalDirectory();
    private final LongSupplier newestMerged;

    /// @param newestMerged about up to when rows are merged, ms
    StoreReader(
            DataSource source,
            StoredDefinitions definitions,
            Installations installations,
            ReadingsSettings settings,
            LongSupplier newestMerged) {
        this.source = source;
        this.definitions = definitions;
        this.installations = installations;
        this.aheadTolerance = settings.aheadTolerance().toMillis();
        this.zone = settings.zone();
        this.newestMerged = newestMerged;
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
            throw unreadable(e);
        }
    }

    private static IllegalStateException unreadable(SQLException cause) {
        return new IllegalStateException("the store cannot be read: " + cause.getMessage(), cause);
    }

    /// Hands over the lines of each meter of which anything is stored, one after the other.
    ///
    /// @param sparse whether only a sum from border to border of the window is wanted
    private void lines(
            Collection<MeterId> meters,
            Window window,
            boolean sparse,
            BiConsumer<MeterId, List<RegisterLine>> consumer) {
        try (Connection connection = source.getConnection()) {
            CurveQuery query =
                    new CurveQuery(connection, definitions, installations, aheadTolerance);
            LineReader reader =
                    new LineReader(
                            connection,
                            directory,
                            query,
                            window,
                            window.to() <= newestMerged.getAsLong());
            if (sparse) {
                reader.readSparse(meters, consumer);
            } else {
                reader.read(meters, consumer);
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /// The lines of one meter's epochs, from old to new.
    List<RegisterLine> lines(MeterId meter, Instant from, Instant to) {
        List<RegisterLine> lines = new ArrayList<>();
        lines(
                List.of(meter),
                Window.of(from, to, zone),
                false,
                (_, epochs) -> lines.addAll(epochs));
        return lines;
    }

    List<TotalInterval> totals(
            Collection<MeterId> meters, Instant from, Instant to, Duration step) {
        Steps steps = new Steps(from, to, step);
        lines(meters, Window.of(from, to, zone), false, (_, epochs) -> steps.add(epochs));
        return steps.totals();
    }

    /// The energy of each meter of which any is known.
    Map<MeterId, PeriodEnergy> energies(Collection<MeterId> meters, Instant from, Instant to) {
        Window window = Window.of(from, to, zone);
        Map<MeterId, PeriodEnergy> energies = new HashMap<>();
        lines(
                meters,
                window,
                true,
                (meter, epochs) ->
                        Energies.sum(epochs, window.from(), window.to())
                                .ifPresent(sum -> energies.put(meter, sum)));
        return energies;
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

    /// The rows of the last days in which there were any, and all that is not merged yet.
    private List<Candidate> candidates(StoreView view, JournalRow journal) throws SQLException {
        List<Candidate> found = new ArrayList<>();
        Epoch epoch = journal.key().epoch();
        DayFinder days = new DayFinder(zone);
        long[] newest = {Long.MIN_VALUE};
        view.rows(
                journal.id(),
                lastDay ->
                        newest[0] == Long.MIN_VALUE || lastDay >= days.of(newest[0]) - LATEST_DAYS,
                (definition, rows) -> {
                    long last = Arrays.stream(rows.times()).max().orElseThrow();
                    newest[0] = Math.max(newest[0], last);
                    for (int i = 0; i < rows.rows(); i++) {
                        if (rows.times()[i] == last) {
                            found.add(new Candidate(epoch, last, definition, rows.values(i)));
                        }
                    }
                });
        for (Verdict.Believed row : view.tail(journal.id()).rows()) {
            found.add(new Candidate(epoch, row.time(), row.described().definition(), row.values()));
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
                    long first = Long.MAX_VALUE;
                    long last = Long.MIN_VALUE;
                    for (JournalRow journal : view.journals(List.of(meter))) {
                        MergeState state = view.state(journal.id());
                        if (state.first() != Screening.NOTHING) {
                            first = Math.min(first, state.first());
                            last = Math.max(last, state.newest());
                        }
                        for (Verdict.Believed row : view.tail(journal.id()).rows()) {
                            if (row.curve()) {
                                first = Math.min(first, row.time());
                                last = Math.max(last, row.time());
                            }
                        }
                    }
                    return first > last
                            ? Optional.empty()
                            : Optional.of(
                                    new MeasuredSpan(
                                            Instant.ofEpochMilli(first),
                                            Instant.ofEpochMilli(last)));
                });
    }
}
