package org.smartmeter.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.terms.SequenceRange;

/// The utility's process is killed in the middle of intake and merging, again and again: what it
/// acknowledged is there, once, as the meters wrote it.
class CrashTest {

    private static final int KILLS = 3;

    @TempDir Path directory;

    @Test
    void everythingAcknowledgedSurvivesTheKillOnce() throws Exception {
        Path acknowledged = directory.resolve("acknowledged");
        long lines = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process child = startChild();
            long before = lines;
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> child.isAlive() && count(acknowledged) > before + 150);
            child.destroyForcibly().waitFor();
            lines = count(acknowledged);
        }
        Map<String, Long> promises = promises(acknowledged);
        try (OpenStore store = new OpenStore(directory, OpenStore.MERGES_WHEN_TOLD)) {
            for (int number = 0; number < IntakeChild.METERS; number++) {
                TestMeter meter = IntakeChild.meter(number);
                assertStored(store, meter, promises.getOrDefault(meter.id.value(), 0L));
            }
            store.readings.merge();
            for (int number = 0; number < IntakeChild.METERS; number++) {
                TestMeter meter = IntakeChild.meter(number);
                assertStored(store, meter, promises.getOrDefault(meter.id.value(), 0L));
            }
        }
        assertThat(promises.values()).anyMatch(upTo -> upTo > 20);
    }

    private static void assertStored(OpenStore store, TestMeter meter, long promised) {
        StoredRecords stored = store.readings.storedRecords(meter.id, meter.epoch);
        long upTo = stored.booked().contiguousUpTo();
        assertThat(upTo).isGreaterThanOrEqualTo(promised);
        assertThat(stored.duplicates()).isEmpty();
        assertThat(stored.present()).isEqualTo(stored.booked());
        if (upTo > 0) {
            List<?> written = meter.journal.subList(0, (int) upTo);
            assertThat(store.readings.journal(meter.id, meter.epoch, new SequenceRange(1, upTo)))
                    .isEqualTo(written);
        }
    }

    private static long count(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readString(file).chars().filter(c -> c == '\n').count()
                : 0;
    }

    /// The highest acknowledgement to each meter; the last line may be torn by the kill.
    private static Map<String, Long> promises(Path file) throws IOException {
        Map<String, Long> promises = new HashMap<>();
        for (String line : Files.readString(file).split("\n", -1)) {
            if (line.matches("TST\\d{13} \\d+")) {
                String[] parts = line.split(" ", -1);
                promises.merge(parts[0], Long.parseLong(parts[1]), Math::max);
            }
        }
        return promises;
    }

    private Process startChild() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IntakeChild.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("child.log").toFile())
                .start();
    }
}
