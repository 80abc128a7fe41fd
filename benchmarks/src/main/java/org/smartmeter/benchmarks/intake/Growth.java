package org.smartmeter.benchmarks.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.smartmeter.benchmarks.BenchmarkResult.Row;
import org.smartmeter.database.Database;
import org.smartmeter.readings.Committed;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.readings.ReadingsSettings;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.RecordBatch;

/// What a thousand times as many meters cost: an upload of sixteen rows of each, one meter after
// the
/// other, into a store that has had one of each before. Without the line.
final class Growth {

    private static final int[] METERS = {1_000, 10_000, 100_000, 1_000_000};

    /// Meters of which nothing is told: they let the compilers do their work.
    private static final int WARM_UP = 20_000;
    private static final int ROWS = 16;
    private static final int UNDER_WAY = 4_000;

    /// Different bodies; the store makes nothing of two meters having used the same.
    private static final int BODIES = 100;

    private record Upload(SequenceRange range, List<byte[]> bodies) {}

    private Growth() {}

    static List<Row> measure(Path directory, Consumer<String> progress) throws IOException {
        Instant first =
                Instant.now()
                        .truncatedTo(ChronoUnit.HOURS)
                        .minus(QuarterHours.PERIOD.multipliedBy(3L * ROWS));
        Epoch epoch = new Epoch(first.getEpochSecond());
        List<Upload> uploads = uploads(first);
        try (Database database = Database.embedded(directory.resolve("warm-up"));
                ReadingStore store = open(database)) {
            store(store, WARM_UP, epoch, uploads.get(0));
            store(store, WARM_UP, epoch, uploads.get(1));
        }
        List<Row> rows = new ArrayList<>();
        double ofTheFewest = 0;
        for (int meters : METERS) {
            progress.accept(String.format(Locale.ROOT, "%,d meters", meters));
            try (Database database = Database.embedded(directory.resolve(meters + "-meters"));
                    ReadingStore store = open(database)) {
                long before = usedHeap();
                store(store, meters, epoch, uploads.get(0));
                long begin = System.nanoTime();
                store(store, meters, epoch, uploads.get(1));
                double seconds = (System.nanoTime() - begin) / 1e9;
                double values = (double) meters * ROWS * QuarterHours.REGISTERS / seconds;
                ofTheFewest = ofTheFewest == 0 ? values : ofTheFewest;
                String name = String.format(Locale.ROOT, "%,d meters: ", meters);
                rows.add(
                        Row.of(name + "values stored, without the line", values, "values/s")
                                .beside("of 1,000 meters", ofTheFewest));
                rows.add(
                        Row.of(
                                name + "memory of the store",
                                Math.max(0, usedHeap() - before) / (double) meters,
                                "B/meter"));
            }
        }
        return rows;
    }

    private static ReadingStore open(Database database) {
        return new ReadingStore(
                database,
                ReadingsSettings.DEFAULT,
                _ -> Optional.empty(),
                _ -> Optional.empty(),
                InstantSource.system());
    }

    private static List<Upload> uploads(Instant first) {
        List<byte[]> begins = new ArrayList<>();
        List<byte[]> goesOn = new ArrayList<>();
        for (int seed = 0; seed < BODIES; seed++) {
            QuarterHours records = new QuarterHours(seed, first);
            List<JournalRecord> start = new ArrayList<>(List.of(records.definition()));
            start.addAll(records.rows(ROWS));
            begins.add(pack(start));
            goesOn.add(pack(records.rows(ROWS)));
        }
        return List.of(
                new Upload(new SequenceRange(1, ROWS + 1), begins),
                new Upload(new SequenceRange(ROWS + 2, 2 * ROWS + 1), goesOn));
    }

    private static byte[] pack(List<JournalRecord> records) {
        return RecordBatch.pack(records, _ -> QuarterHours.PROFILE).toByteArray();
    }

    private static void store(ReadingStore store, int meters, Epoch epoch, Upload upload) {
        Deque<CompletionStage<Committed>> underWay = new ArrayDeque<>();
        Instant received = Instant.now();
        for (int meter = 1; meter <= meters; meter++) {
            underWay.add(
                    store.store(
                            new MeterId(String.format(Locale.ROOT, "BEN%013d", meter)),
                            epoch,
                            upload.range(),
                            upload.bodies().get(meter % BODIES),
                            received));
            if (underWay.size() > UNDER_WAY) {
                underWay.remove().toCompletableFuture().join();
            }
        }
        underWay.forEach(one -> one.toCompletableFuture().join());
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
