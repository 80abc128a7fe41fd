package org.smartmeter.benchmarks.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.smartmeter.benchmarks.Benchmark;
import org.smartmeter.benchmarks.BenchmarkResult;
import org.smartmeter.benchmarks.BenchmarkResult.Row;
import org.smartmeter.journal.DirectoryFiles;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.journal.flash.FlashPart;
import org.smartmeter.simulator.files.CuttableDisk;
import org.smartmeter.simulator.files.PowerCutFiles;
import org.smartmeter.simulator.files.PowerCutSweep;
import org.smartmeter.simulator.flash.ModelNorFlash;

/// What the meter's memory survives and costs: power cuts at every operation, wear of a 32-MiB
/// flash part over a meter's life, pages on a card, a start on a year, and two embedded stores on
/// the same work.
///
/// Write amplification is bytes programmed into the part for each byte that the meter asked to
/// keep: frames of the journal (record, length, tag, sequence, check) and the values of registers,
/// counters and acknowledged cursor. Headers of segments and sectors, entries, copies after a cut
/// and deletions are its costs. Beside it stands what that is for each byte of a row's payload,
/// because most of what a meter asks to keep is the checkpoint of each minute.
public final class JournalBenchmark implements Benchmark {

    private static final FlashPart PART = FlashPart.W25Q256JV;
    private static final int LIFE_YEARS = 20;
    private static final int DEVICE_DAYS = 10;
    private static final int SWEEP_SECTORS = 32;
    private static final int SWEEP_ROUNDS = 20;
    private static final int SWEEP_CHANCES = 2;
    private static final double MOST_AMPLIFICATION = 1.3;
    private static final double MOST_START_MILLIS = 50;
    private static final double MOST_BYTES_A_MINUTE = 130;
    private static final int MINUTES_A_DAY = 1_440;
    private static final int CARD_DAYS = 1;

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public String description() {
        return "power cuts, wear of flash and card over a meter's life, start and check of a year, beside two embedded stores";
    }

    @Override
    public BenchmarkResult run(Consumer<String> progress) throws IOException {
        List<Row> rows = new ArrayList<>();
        Path directory = Files.createTempDirectory("smartmeter-bench-journal");
        try {
            progress.accept("the very device lives " + DEVICE_DAYS + " days on emulated flash");
            DeviceOnFlash device = DeviceOnFlash.live(DEVICE_DAYS);
            FlashWearMeasured quarterHours = life(15, device, rows, progress);
            rows.add(
                    Row.of(
                                    "bytes programmed a day by the device, link down",
                                    device.programmedBytesPerDay(),
                                    "B")
                            .beside("this work, link up", quarterHours.programmedBytesPerDay()));
            rows.add(
                    Row.of(
                                    "bytes programmed a minute, all together",
                                    quarterHours.programmedBytesPerDay() / MINUTES_A_DAY,
                                    "B")
                            .atMost(MOST_BYTES_A_MINUTE));
            rows.add(
                    Row.of("the registers each minute", device.betweenBytes(), "B")
                            .beside(
                                    "with demand and 15 billing periods, each 15 min",
                                    device.wholeBytes()));
            life(1, device, rows, progress);
            progress.accept("a year at 15 min: start after a cut, check");
            start(FlashWearMeasured.live(1, 15, device), rows);
            card(directory.resolve("card"), device, rows);
            stores(directory, device, rows, progress);
            sweep("flash", () -> new ModelNorFlash(SWEEP_SECTORS, 1), rows, progress);
            sweep("a disk that reorders", () -> new PowerCutFiles(1), rows, progress);
            return BenchmarkResult.of(name(), rows);
        } finally {
            delete(directory);
        }
    }

    private static FlashWearMeasured life(
            int periodMinutes, DeviceOnFlash device, List<Row> rows, Consumer<String> progress) {
        progress.accept(LIFE_YEARS + " years at " + periodMinutes + " min on emulated flash");
        FlashWearMeasured life = FlashWearMeasured.live(LIFE_YEARS, periodMinutes, device);
        String period = periodMinutes + " min: ";
        rows.add(
                Row.of(period + "write amplification", life.writeAmplification(), "B/B")
                        .beside("nothing but what is kept", 1)
                        .atMost(MOST_AMPLIFICATION));
        rows.add(
                Row.of(
                        period + "programmed for each byte of a row",
                        life.programmedPerRowByte(),
                        "B/B"));
        rows.add(
                Row.of(
                                period + "erases of the most worn sector, 20 years",
                                life.part().mostErases(),
                                "erases")
                        .beside("mean of all sectors", life.part().meanErases()));
        rows.add(
                Row.of(
                                period + "years until a sector reaches its rating",
                                life.yearsUntilRated(),
                                "a")
                        .beside(PART.name() + " keeps what it holds", PART.retentionYears()));
        rows.add(
                Row.of(
                                period + "capacity on flash of 32 MiB",
                                life.capacityDays(JournalSettings.ON_32_MEBIBYTES),
                                "days")
                        .beside(
                                "in a directory of 6 MiB",
                                life.capacityDays(JournalSettings.DEFAULT)));
        return life;
    }

    private static void start(FlashWearMeasured year, List<Row> rows) {
        Start start = Start.measure(year.part());
        rows.add(
                Row.of("start on a year after a cut, computing", start.computedMillis(), "ms")
                        .beside("the part's own time, by data sheet", start.partMillis())
                        .atMost(MOST_START_MILLIS));
        rows.add(Row.of("the first of those starts, not compiled yet", start.firstMillis(), "ms"));
        rows.add(
                Row.of(
                                "start on a year after a cut, with the part's time",
                                start.computedMillis() + start.partMillis(),
                                "ms")
                        .atMost(MOST_START_MILLIS));
        rows.add(Row.of("records of that year", start.records(), "records"));
        rows.add(
                Row.of(
                        "records checked a second",
                        Start.verifiedRecordsPerSecond(year.part()),
                        "records/s"));
    }

    /// A card writes a page for each force at least.
    private static void card(Path directory, DeviceOnFlash device, List<Row> rows) {
        CountedFiles files = new CountedFiles(DirectoryFiles.open(directory));
        MeterMemory memory = new JournalMemory(files, JournalSettings.DEFAULT);
        MeterWork work = new MeterWork(memory, 15, device);
        long forces = files.forces();
        long pages = files.pages();
        work.live(CARD_DAYS);
        rows.add(
                Row.of(
                                "card, 15 min: pages of content for each force",
                                (double) (files.pages() - pages) / (files.forces() - forces),
                                "pages")
                        .beside("the floor", 1));
        memory.close();
    }

    private static void stores(
            Path directory, DeviceOnFlash device, List<Row> rows, Consumer<String> progress)
            throws IOException {
        List<StoreMeasured> measured = new ArrayList<>();
        for (Store store :
                List.of(Store.JOURNAL, Store.SQLITE_WAL, Store.SQLITE_ROLLBACK, Store.MV_STORE)) {
            progress.accept("the same work on this machine's disk: " + store.name());
            measured.add(
                    StoreMeasured.measure(
                            store, directory.resolve("store-" + measured.size()), device));
        }
        StoreMeasured ours = measured.getFirst();
        for (StoreMeasured each : measured) {
            String name = each.store().name();
            each.writtenBytes()
                    .ifPresent(
                            bytes ->
                                    rows.add(
                                            Row.of(name + ": written to the disk a day", bytes, "B")
                                                    .beside(
                                                            ours.store().name(),
                                                            ours.writtenBytes().orElse(0))));
            rows.add(
                    Row.of(name + ": a durable write", each.durableMillis(), "ms")
                            .beside(ours.store().name(), ours.durableMillis()));
            rows.add(
                    Row.of(name + ": start on a year after a cut", each.recoveryMillis(), "ms")
                            .beside(ours.store().name(), ours.recoveryMillis()));
        }
    }

    private static void sweep(
            String on, Supplier<CuttableDisk> blank, List<Row> rows, Consumer<String> progress) {
        progress.accept("the power is cut at every operation on " + on + ", and in every start");
        int lost = 0;
        long cuts = 0;
        long nested = 0;
        try {
            PowerCutSweep sweep = PowerCutSweep.of(blank, SWEEP_ROUNDS, SWEEP_CHANCES, 1);
            cuts = sweep.cuts();
            nested = sweep.cutsInRecovery();
        } catch (IllegalStateException e) {
            progress.accept(String.valueOf(e.getMessage()));
            lost = 1;
        }
        rows.add(Row.of("promises broken by power cuts on " + on, lost, "promises").atMost(0));
        rows.add(Row.of("cuts on " + on, cuts, "cuts"));
        rows.add(Row.of("cuts in the start after them on " + on, nested, "cuts"));
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + directory, e);
        }
    }
}
