package org.smartmeter.benchmarks.intake;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.smartmeter.benchmarks.BenchmarkResult.Row;
import org.smartmeter.database.Database;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.readings.ReadingsSettings;
import org.smartmeter.readings.bulk.BadRow;
import org.smartmeter.readings.bulk.BulkIntake;
import org.smartmeter.readings.bulk.BulkRefusedException;
import org.smartmeter.readings.bulk.BulkResult;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.RecordBatch;

/// A table of registers as a utility with a head-end of its own delivers it, day by day: from the
/// file to checked, stored and durable. One row in a hundred is bad and comes back.
final class BulkTables {

    private static final int METERS = 10_000;
    private static final int DAYS = 3;
    private static final int ROWS_OF_A_DAY = 48;
    private static final Duration PERIOD = Duration.ofMinutes(30);
    private static final double LEAST = 1_000_000;

    private BulkTables() {}

    static List<Row> measure(Path directory, Consumer<String> progress) throws IOException {
        List<Row> rows = new ArrayList<>();
        rows.addAll(measure(directory.resolve("four"), 4, progress));
        rows.addAll(measure(directory.resolve("one"), 1, progress));
        return rows;
    }

    private static List<Row> measure(Path directory, int registers, Consumer<String> progress)
            throws IOException {
        Files.createDirectories(directory);
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        List<PackedBatch> packed = new ArrayList<>();
        List<Path> tables = new ArrayList<>();
        progress.accept("writing tables of " + METERS + " meters, registers: " + registers);
        for (int day = 0; day < DAYS; day++) {
            Instant first = today.minus(Duration.ofDays(DAYS - day)).plus(PERIOD);
            Path table = directory.resolve("day" + day + ".csv");
            write(table, first, day, registers, packed);
            tables.add(table);
        }
        double seconds = 0;
        long values = 0;
        long bad = 0;
        try (Database database = Database.embedded(directory.resolve("database"));
                ReadingStore store =
                        new ReadingStore(
                                database,
                                ReadingsSettings.DEFAULT,
                                _ -> Optional.empty(),
                                _ -> Optional.empty(),
                                InstantSource.system())) {
            BulkIntake intake =
                    new BulkIntake(
                            store, new AllMeters(), Duration.ofMinutes(5), InstantSource.system());
            for (int day = 0; day < DAYS; day++) {
                progress.accept("day " + (day + 1));
                BadRows badRows = new BadRows();
                long begin = System.nanoTime();
                BulkResult result;
                try (Reader text = Files.newBufferedReader(tables.get(day))) {
                    result = intake.take(text, ZoneOffset.UTC, Optional.of(PERIOD), badRows);
                } catch (BulkRefusedException e) {
                    throw new IllegalStateException("a table of our own is refused", e);
                }
                if (day > 0) { // the first lets the compilers do their work
                    seconds += (System.nanoTime() - begin) / 1e9;
                    values += result.values();
                    bad += badRows.count;
                }
            }
        }
        progress.accept("the same by COPY");
        CopyLimit copy = CopyLimit.measure(directory.resolve("copy"), packed);
        String name =
                "in bulk, "
                        + (registers == 1 ? "one register" : registers + " registers")
                        + " a row: ";
        Row stored =
                Row.of(name + "values stored", values / seconds, "values/s")
                        .beside("raw COPY of the same bytes", copy.recordsPerSecond() * registers);
        return List.of(
                registers == 1 ? stored : stored.atLeast(LEAST),
                Row.of(name + "bad rows told", bad, "rows"));
    }

    private static final class BadRows implements Consumer<BadRow> {
        private long count;

        @Override
        public void accept(BadRow row) {
            count++;
        }
    }

    private static final class AllMeters implements BulkIntake.Meters {
        @Override
        public Optional<String> refusal(MeterId meter) {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> installedSince(MeterId meter) {
            return Optional.empty();
        }
    }

    private static String kilowattHours(long wattHours) {
        String decimals = Long.toString(1_000 + wattHours % 1_000);
        return wattHours / 1_000 + "." + decimals.substring(1);
    }

    private static Definition profile(int registers) {
        return new Definition(
                1,
                Definition.Kind.PROFILE,
                (int) PERIOD.toSeconds(),
                QuarterHours.PROFILE.registers().subList(0, registers));
    }

    private static void write(
            Path table, Instant first, int day, int registers, List<PackedBatch> packed)
            throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(table)) {
            out.write("meter,interval_end,register_kwh");
            out.write(
                    registers == 1
                            ? "\n"
                            : ",export_register_kwh,register_kvarh,export_register_kvarh\n");
            int number = 0;
            for (MeterId meter : EnrolledMeters.ids(METERS)) {
                SplittableRandom random = new SplittableRandom(1_000L * day + number++);
                long[] values = {day * 100_000L, day * 50_000L, day * 20_000L, day * 10_000L};
                long[] times = new long[ROWS_OF_A_DAY];
                long[][] columns = new long[registers][ROWS_OF_A_DAY];
                for (int row = 0; row < ROWS_OF_A_DAY; row++) {
                    Instant end = first.plus(PERIOD.multipliedBy(row));
                    times[row] = end.toEpochMilli();
                    out.write(meter.value());
                    out.write(',');
                    out.write(end.toString());
                    for (int register = 0; register < registers; register++) {
                        values[register] += Math.round(500 * Math.pow(random.nextDouble(), 4));
                        columns[register][row] = values[register];
                        out.write(',');
                        out.write(
                                random.nextInt(100 * registers) == 0
                                        ? "n/a"
                                        : kilowattHours(values[register]));
                    }
                    out.write('\n');
                }
                packed.add(
                        new PackedBatch(
                                meter,
                                1L + day * ROWS_OF_A_DAY,
                                ROWS_OF_A_DAY,
                                RecordBatch.packRows(profile(registers), false, times, columns)
                                        .toByteArray()));
            }
        }
    }
}
