package org.smartmeter.benchmarks.store;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.smartmeter.benchmarks.Benchmark;
import org.smartmeter.benchmarks.BenchmarkResult;
import org.smartmeter.benchmarks.BenchmarkResult.Row;
import org.smartmeter.benchmarks.Directories;
import org.smartmeter.database.Database;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.readings.ReadingsSettings;

/// What a value costs on disk and how soon questions are answered: a month of twenty thousand
/// half-hourly meters, sealed, and the days after it. While the questions are asked, another
/// twenty thousand meters report every quarter of an hour by uploads of 16 × 4 values, at half the
/// rate at which the store was seen to take and merge them, and are merged in the background as
/// always; client, store and database share the machine's cores.
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
    private static final long INTAKE_NANOS = TimeUnit.SECONDS.toNanos(20);

    /// Merges only when told to, so that merging is timed alone.
    private static final ReadingsSettings MERGES_WHEN_TOLD =
            new ReadingsSettings(
                    ReadingsSettings.DEFAULT.queueBytes(),
                    ReadingsSettings.DEFAULT.transactionBatches(),
                    Duration.ofDays(1),
                    Integer.MAX_VALUE,
                    Duration.ofDays(1_000),
                    ReadingsSettings.DEFAULT.aheadTolerance(),
                    ReadingsSettings.DEFAULT.zone(),
                    ReadingsSettings.DEFAULT.sealAge());

    private final Optional<Path> data;
    private final int meters;
    private final int feeder;

    /// @param data a folder with real households; without one they are made
    public StoreBenchmark(Optional<Path> data) {
        this(data, METERS, FEEDER);
    }

    StoreBenchmark(Optional<Path> data, int meters, int feeder) {
        this.data = data;
        this.meters = meters;
        this.feeder = feeder;
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
        try (Database database = Database.embedded(directory)) {
            SmallUploads uploads = new SmallUploads(meters, END);
            List<Row> rows = new ArrayList<>();
            rows.add(
                    Row.of(
                            "entropy of a value of " + households.name(),
                            households.entropy(ENTROPY_RUN) / 8,
                            "B"));
            try (ReadingStore store = open(database, MERGES_WHEN_TOLD)) {
                fill(database, store, new MadeJournals(households, START), rows, progress);
                progress.accept("uploads of 16 × 4 values");
                rows.add(merged(store, uploads));
            }
            try (ReadingStore store = open(database, ReadingsSettings.DEFAULT)) {
                progress.accept("as many uploads as it takes");
                double limit = limit(store, uploads);
                rows.add(Row.of("uploads of 16 × 4 taken in and merged", limit, "values/s"));
                progress.accept("questions while uploads come in");
                ask(database, store, uploads, limit / 2, rows, progress);
            }
            return BenchmarkResult.of(name(), rows);
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be measured", e);
        } finally {
            Directories.delete(directory);
        }
    }

    private static ReadingStore open(Database database, ReadingsSettings settings) {
        long begin = System.nanoTime();
        InstantSource clock = () -> NOW.plusNanos(System.nanoTime() - begin);
        return new ReadingStore(
                database, settings, _ -> Optional.empty(), _ -> Optional.empty(), clock);
    }

    private void fill(
            Database database,
            ReadingStore store,
            MadeJournals journals,
            List<Row> rows,
            Consumer<String> progress)
            throws SQLException {
        progress.accept("a month of " + meters + " meters comes in");
        long begin = System.nanoTime();
        long values = journals.store(store, meters, 0, MONTH + 1, NOW);
        rows.add(Row.of("taken in by days of 48", perSecond(values, begin), "values/s"));
        progress.accept("merging");
        begin = System.nanoTime();
        store.merge();
        rows.add(Row.of("merged by days of 48", perSecond(values, begin), "values/s"));
        progress.accept("sealing");
        begin = System.nanoTime();
        store.seal();
        rows.add(Row.of("sealed", perSecond(values, begin), "values/s"));
        rows.addAll(sizes(database, values));
        progress.accept("the days after it");
        journals.store(store, meters, MONTH + 1, MONTH + 1 + LATER_DAYS * DAY, NOW);
        store.merge();
    }

    /// Of the last minute, by which the other figures are to be read.
    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static double perSecond(long count, long begin) {
        return count / ((System.nanoTime() - begin) / 1e9);
    }

    private static List<Row> sizes(Database database, long values) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            long before = size(statement);
            // Blocks of days leave room behind that the next days fill; here nothing follows.
            statement.execute("VACUUM FULL readings.shelf_block");
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
                statement.executeQuery("SELECT pg_total_relation_size('readings.shelf_block')")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Row merged(ReadingStore store, SmallUploads uploads) {
        long end = System.nanoTime() + INTAKE_NANOS / 4;
        long values = uploads.send(store, Double.POSITIVE_INFINITY, () -> System.nanoTime() > end);
        long begin = System.nanoTime();
        store.merge();
        return Row.of("merged by uploads of 16 × 4", perSecond(values, begin), "values/s");
    }

    /// Nothing may wait to be merged in the end, or it would not go on like this.
    private static double limit(ReadingStore store, SmallUploads uploads) {
        long begin = System.nanoTime();
        long end = begin + INTAKE_NANOS;
        long values = uploads.send(store, Double.POSITIVE_INFINITY, () -> System.nanoTime() > end);
        store.merge();
        return perSecond(values, begin);
    }

    private void ask(
            Database database,
            ReadingStore store,
            SmallUploads uploads,
            double rate,
            List<Row> rows,
            Consumer<String> progress)
            throws InterruptedException {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicLong stored = new AtomicLong();
        long begin = System.nanoTime();
        Instant reported = uploads.reportedTo();
        Thread intake =
                Thread.ofPlatform().start(() -> stored.set(uploads.send(store, rate, enough::get)));
        try {
            Questions questions =
                    new Questions(store, new PlainFetch(database.dataSource()), meters, feeder);
            rows.addAll(questions.lastDays(NOW));
            progress.accept("sums");
            rows.addAll(questions.sums("a month's sums", START, END, 500));
            rows.addAll(
                    questions.sums(
                            "31 days' sums from the 9th on",
                            START.plus(Duration.ofDays(8)),
                            END.plus(Duration.ofDays(8)),
                            500));
            progress.accept("curves");
            Instant sealed = START.plus(Duration.ofDays(14));
            Instant late = END.plus(Duration.ofDays(3));
            int apart = meters / feeder;
            rows.addAll(questions.curve("a sealed day", MadeJournals::meter, 1, sealed, 50));
            rows.addAll(
                    questions.curve(
                            "a sealed day, every fourth meter,",
                            MadeJournals::meter,
                            apart,
                            sealed,
                            50));
            rows.addAll(questions.curve("a late day", MadeJournals::meter, 1, late, 50));
            rows.addAll(
                    questions.curve(
                            "a late day, every fourth meter,",
                            MadeJournals::meter,
                            apart,
                            late,
                            50));
            Instant whole = reported.truncatedTo(ChronoUnit.DAYS);
            rows.addAll(
                    questions.curve(
                            "the last day, of those who report,",
                            SmallUploads::meter,
                            apart,
                            whole.minus(Duration.ofDays(1)),
                            50));
        } finally {
            enough.set(true);
            intake.join();
        }
        rows.add(Row.of("the machine's load meanwhile, everybody's", load(), "processes"));
        rows.add(
                Row.of("uploads meanwhile", perSecond(stored.get(), begin), "values/s")
                        .beside("half of what the store takes", rate));
    }
}
