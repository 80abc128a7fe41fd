package org.smartmeter.benchmarks.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.smartmeter.benchmarks.Benchmark;
import org.smartmeter.benchmarks.BenchmarkResult;
import org.smartmeter.benchmarks.BenchmarkResult.Row;
import org.smartmeter.benchmarks.Directories;
import org.smartmeter.database.Database;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.readings.ReadingsSettings;
import org.smartmeter.terms.MeterId;

/// What a value costs on disk and how soon questions are answered: a month of twenty thousand
/// half-hourly meters, sealed, the days after it as they came, and readings coming in meanwhile at
/// half the rate that the store takes.
public final class StoreBenchmark implements Benchmark {

    private static final int METERS = 20_000;
    private static final int FEEDER = 5_000;
    private static final int DAY = 48;
    private static final int MONTH_DAYS = 31;
    private static final int LATER_DAYS = 9;
    private static final int MONTH = MONTH_DAYS * DAY;
    private static final int ENTROPY_RUN = 30 * DAY;
    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(MONTH_DAYS));
    private static final Instant NOW = END.plus(Duration.ofDays(LATER_DAYS));
    private static final int LAST_DAY_QUESTIONS = 1_000;
    private static final int ROUNDS = 9;
    private static final int INTAKE_SLICE_METERS = 25;

    private final Optional<Path> data;

    /// @param data a folder with real households; without one they are made
    public StoreBenchmark(Optional<Path> data) {
        this.data = data;
    }

    @Override
    public String name() {
        return "store";
    }

    @Override
    public String description() {
        return "bytes of a stored value, and answers while readings come in; --data DIR for real homes";
    }

    @Override
    public BenchmarkResult run(Consumer<String> progress) throws IOException, InterruptedException {
        Households households = Households.of(data);
        Path directory = Files.createTempDirectory("smartmeter-bench-store");
        try (Database database = Database.embedded(directory);
                ReadingStore store = open(database)) {
            MadeJournals journals = new MadeJournals(households, START);
            List<Row> rows = new ArrayList<>();
            rows.add(
                    Row.of(
                            "entropy of a value of " + households.name(),
                            households.entropy(ENTROPY_RUN) / 8,
                            "B"));
            progress.accept("a month of " + METERS + " meters comes in");
            double rate = load(store, journals, 0, MONTH + 1);
            rows.add(Row.of("values stored by batches of a day", rate, "values/s"));
            progress.accept("merging");
            long begin = System.nanoTime();
            store.merge();
            rows.add(Row.of("merged", perSecond(METERS * (MONTH + 1L), begin), "values/s"));
            progress.accept("sealing");
            begin = System.nanoTime();
            store.seal();
            rows.add(Row.of("sealed", perSecond(METERS * (MONTH + 1L), begin), "values/s"));
            rows.addAll(sizes(database, METERS * (MONTH + 1L)));
            progress.accept("the days after it");
            load(store, journals, MONTH + 1, MONTH + 1 + LATER_DAYS * DAY);
            store.merge();
            progress.accept("questions while readings come in");
            rows.addAll(whileReadingsComeIn(store, journals, rate / 2));
            return BenchmarkResult.of(name(), rows);
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be measured", e);
        } finally {
            Directories.delete(directory);
        }
    }

    private static ReadingStore open(Database database) {
        return new ReadingStore(
                database,
                ReadingsSettings.DEFAULT,
                _ -> Optional.empty(),
                _ -> Optional.empty(),
                InstantSource.fixed(NOW));
    }

    private static double load(ReadingStore store, MadeJournals journals, int from, int to) {
        long begin = System.nanoTime();
        return perSecond(journals.store(store, 0, METERS, from, to, NOW), begin);
    }

    private static double perSecond(long count, long begin) {
        return count / ((System.nanoTime() - begin) / 1e9);
    }

    private static List<Row> sizes(Database database, long values) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            long before = size(statement);
            // Blocks of days leave room behind that the next days fill; here nothing follows.
            statement.execute("VACUUM FULL readings.block");
            return List.of(
                    Row.of(
                                    "a sealed value, rows and indexes",
                                    (double) size(statement) / values,
                                    "B")
                            .atMost(1.5),
                    Row.of("room left by its days", (double) before / values, "B"));
        }
    }

    private static long size(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT pg_total_relation_size('readings.block')")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<Row> whileReadingsComeIn(
            ReadingStore store, MadeJournals journals, double rate) throws InterruptedException {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicLong stored = new AtomicLong();
        long begin = System.nanoTime();
        Thread intake =
                Thread.ofPlatform()
                        .start(() -> comeIn(store, journals, rate, stored, begin, enough));
        try {
            List<Row> rows = new ArrayList<>();
            rows.add(lastDays(store));
            rows.add(
                    Row.of("a month's sums of 20,000 meters", monthSums(store) / 1e9, "s")
                            .atMost(0.5));
            rows.add(
                    Row.of(
                                    "a sealed day's curve of a feeder of 5,000",
                                    curve(store, START.plus(Duration.ofDays(14))) / 1e6,
                                    "ms")
                            .atMost(50));
            rows.add(
                    Row.of(
                                    "a late day's curve of a feeder of 5,000",
                                    curve(store, END.plus(Duration.ofDays(3))) / 1e6,
                                    "ms")
                            .atMost(50));
            rows.add(
                    Row.of(
                                    "readings coming in meanwhile",
                                    perSecond(stored.get(), begin),
                                    "values/s")
                            .beside("half of what the store takes", rate));
            return rows;
        } finally {
            enough.set(true);
            intake.join();
        }
    }

    /// New meters, so many values a second.
    private static void comeIn(
            ReadingStore store,
            MadeJournals journals,
            double rate,
            AtomicLong stored,
            long begin,
            AtomicBoolean enough) {
        for (int meter = METERS; !enough.get(); meter += INTAKE_SLICE_METERS) {
            stored.addAndGet(journals.store(store, meter, INTAKE_SLICE_METERS, 0, MONTH + 1, NOW));
            long due = begin + (long) (stored.get() / rate * TimeUnit.SECONDS.toNanos(1));
            LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
        }
    }

    private static Row lastDays(ReadingStore store) {
        SplittableRandom random = new SplittableRandom(2);
        long[] nanos = new long[LAST_DAY_QUESTIONS];
        for (int i = -LAST_DAY_QUESTIONS / 5; i < LAST_DAY_QUESTIONS; i++) {
            MeterId meter = MadeJournals.meter(random.nextInt(METERS));
            long begin = System.nanoTime();
            int intervals = store.curve(meter, NOW.minus(Duration.ofDays(1)), NOW).size();
            if (i >= 0) {
                nanos[i] = System.nanoTime() - begin;
            }
            check(intervals == DAY, "a last day of " + intervals + " intervals");
        }
        Arrays.sort(nanos);
        return Row.of("last day of one meter, p99", nanos[nanos.length * 99 / 100] / 1e6, "ms")
                .atMost(5);
    }

    private static double monthSums(ReadingStore store) {
        List<MeterId> all = meters(METERS);
        return median(
                () -> {
                    var sums = store.energies(all, START, END);
                    check(
                            sums.size() == METERS
                                    && sums.values().stream().allMatch(sum -> sum.complete()),
                            "sums are missing");
                });
    }

    private static double curve(ReadingStore store, Instant day) {
        List<MeterId> feeder = meters(FEEDER);
        return median(
                () -> {
                    var curve =
                            store.totals(
                                    feeder,
                                    day,
                                    day.plus(Duration.ofDays(1)),
                                    Duration.ofSeconds(MadeJournals.PERIOD_SECONDS));
                    check(
                            curve.size() == DAY
                                    && curve.stream().allMatch(one -> one.meters() == FEEDER),
                            "a curve has a hole");
                });
    }

    private static double median(Runnable question) {
        double[] nanos = new double[ROUNDS];
        for (int i = -2; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            question.run();
            if (i >= 0) {
                nanos[i] = System.nanoTime() - begin;
            }
        }
        Arrays.sort(nanos);
        return nanos[ROUNDS / 2];
    }

    private static List<MeterId> meters(int count) {
        return IntStream.range(0, count).mapToObj(MadeJournals::meter).toList();
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }
}
