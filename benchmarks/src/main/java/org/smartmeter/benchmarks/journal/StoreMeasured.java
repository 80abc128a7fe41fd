package org.smartmeter.benchmarks.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// A store on one day of a meter's work, and on the records of a year when it starts after a cut.
///
/// @param writtenBytes to the disk in that day; empty where the system does not tell
/// @param durableMillis the mean time of what must be durable
/// @param recoveryMillis until the last record of the year is known
record StoreMeasured(
        Store store, OptionalLong writtenBytes, double durableMillis, double recoveryMillis) {

    private static final int PERIOD_MINUTES = 15;
    private static final int DAYS = 1;
    private static final int YEAR_DAYS = 365;
    private static final int ROUNDS = 5;

    /// Checkpoints, counters, and rows with whatever else is forced with them.
    private static final int DURABLE_A_DAY = 1_440 + 24 + 96;

    static StoreMeasured measure(Store store, Path directory, DeviceOnFlash device)
            throws IOException {
        warmUp(store, Files.createDirectories(directory.resolve("warm")));
        Path day = Files.createDirectories(directory.resolve("day"));
        OptionalLong written;
        double seconds;
        try (MeterMemory memory = store.open().apply(day)) {
            MeterWork work = work(memory, device);
            OptionalLong before = WrittenBytes.now();
            long begin = System.nanoTime();
            work.live(DAYS);
            seconds = (System.nanoTime() - begin) / 1e9;
            OptionalLong after = WrittenBytes.now();
            written =
                    before.isPresent() && after.isPresent()
                            ? OptionalLong.of(after.getAsLong() - before.getAsLong())
                            : OptionalLong.empty();
        }
        return new StoreMeasured(
                store,
                written,
                seconds * 1e3 / (DAYS * DURABLE_A_DAY),
                recoveryMillis(store, directory, device));
    }

    private static MeterWork work(MeterMemory memory, DeviceOnFlash device) {
        return new MeterWork(memory, PERIOD_MINUTES, device);
    }

    /// Loads what the store loads once in a process.
    private static void warmUp(Store store, Path directory) {
        try (MeterMemory memory = store.open().apply(directory)) {
            memory.append(1, new byte[] {1});
            memory.force();
        }
    }

    private static double recoveryMillis(Store store, Path directory, DeviceOnFlash device)
            throws IOException {
        Path year = Files.createDirectories(directory.resolve("year"));
        double[] millis = new double[ROUNDS];
        try (MeterMemory memory = store.open().apply(year)) {
            MeterWork work = work(memory, device).quickly();
            work.live(YEAR_DAYS);
            for (int round = 0; round < ROUNDS; round++) {
                Path cut = copy(year, directory.resolve("cut-" + round));
                long begin = System.nanoTime();
                long last = store.recover().applyAsLong(cut);
                millis[round] = (System.nanoTime() - begin) / 1e6;
                if (last != work.records()) {
                    throw new IllegalStateException(
                            store.name() + " kept " + last + " of " + work.records() + " records");
                }
            }
        }
        Arrays.sort(millis);
        return millis[ROUNDS / 2];
    }

    /// What a power cut leaves of a store that is open: every durable byte.
    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            List<Path> found = files.sorted(Comparator.naturalOrder()).toList();
            for (Path file : found) {
                Files.copy(file, to.resolve(String.valueOf(file.getFileName())));
            }
        }
        return to;
    }
}
