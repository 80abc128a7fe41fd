package org.smartmeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.journal.DirectoryFiles;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.journal.flash.FlashFiles;
import org.smartmeter.journal.flash.FlashPart;
import org.smartmeter.journal.flash.ImageFlash;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import tools.jackson.databind.JsonNode;

class JournalVerifyTest {

    private static final List<String> KEYS =
            List.of(
                    "records",
                    "firstSequence",
                    "lastSequence",
                    "epoch",
                    "acknowledged",
                    "tornBytes",
                    "faults");

    private @TempDir Path directory = Path.of("");

    @BeforeEach
    void writeAJournal() {
        try (Journal journal =
                Journal.open(
                        DirectoryFiles.open(directory),
                        JournalSettings.DEFAULT,
                        new MeterId("SEM0000000004410"),
                        () -> new Epoch(1_790_000_000))) {
            for (int record = 0; record < 500; record++) {
                journal.append(200, new byte[40]);
                if (record % 50 == 49) {
                    journal.force();
                }
            }
            journal.acknowledge(120);
        }
    }

    @Test
    void aSoundJournalIsDescribed() {
        CommandRun run = CommandRun.of("journal", "verify", directory, "--json");

        assertThat(run.exit()).isZero();
        JsonNode found = run.json();
        assertThat(found.propertyNames()).containsExactlyElementsOf(KEYS);
        assertThat(found.path("records").asLong()).isEqualTo(500);
        assertThat(found.path("firstSequence").asLong()).isEqualTo(1);
        assertThat(found.path("lastSequence").asLong()).isEqualTo(500);
        assertThat(found.path("epoch").asLong()).isEqualTo(1_790_000_000);
        assertThat(found.path("acknowledged").asLong()).isEqualTo(120);
        assertThat(found.path("tornBytes").asLong()).isZero();
        assertThat(found.path("faults").isArray()).isTrue();
        assertThat(found.path("faults")).isEmpty();
        assertThat(CommandRun.of("journal", "verify", directory).out())
                .contains("500 records, 1 to 500, epoch 1790000000, acknowledged to 120");
    }

    @Test
    void aTornEndIsNoFault() throws IOException {
        Path segment = segment();
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, java.util.Arrays.copyOf(bytes, usedBytes(bytes) - 5));

        CommandRun run = CommandRun.of("journal", "verify", directory, "--json");

        assertThat(run.exit()).isZero();
        assertThat(run.json().path("records").asLong()).isEqualTo(499);
        assertThat(run.json().path("tornBytes").asLong()).isPositive();
        assertThat(run.json().path("faults")).isEmpty();
    }

    @Test
    void aDamagedJournalIsTheAnswerNoWithTheFaultNamedAndNothingChanged() throws IOException {
        Path segment = segment();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[usedBytes(bytes) / 2] ^= 0x10;
        Files.write(segment, bytes);

        CommandRun run = CommandRun.of("journal", "verify", directory, "--json");

        assertThat(run.exit()).isEqualTo(Smartmeter.NO);
        JsonNode found = run.json();
        assertThat(found.propertyNames()).containsExactlyElementsOf(KEYS);
        assertThat(found.path("records").asLong()).isEqualTo(499);
        assertThat(found.path("faults")).isNotEmpty();
        assertThat(found.path("faults").path(0).asString())
                .contains(segment.getFileName().toString());
        assertThat(CommandRun.of("journal", "verify", directory).out()).contains("fault: ");
        assertThat(Files.readAllBytes(segment)).isEqualTo(bytes);
    }

    @Test
    void theImageOfAFlashPartIsCheckedToo(@TempDir Path other) throws IOException {
        Path image = other.resolve("flash.img");
        try (FlashFiles flash = FlashFiles.open(ImageFlash.open(image, FlashPart.W25Q256JV));
                Journal journal =
                        Journal.open(
                                flash,
                                JournalSettings.ON_32_MEBIBYTES,
                                new MeterId("SEM0000000004410"),
                                () -> new Epoch(1_790_000_000))) {
            journal.append(200, new byte[40]);
            journal.append(200, new byte[50]);
        }

        assertThat(CommandRun.of("journal", "verify", image).out())
                .contains("2 records, 1 to 2, epoch 1790000000, acknowledged to 0");
        Files.write(image, new byte[1_000]);
        assertThat(CommandRun.of("journal", "verify", image).exit()).isEqualTo(2);
    }

    private Path segment() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".journal"))
                    .max(java.util.Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    /// Segments are laid out ahead: what follows the last record is zeros.
    private static int usedBytes(byte[] segment) {
        int end = segment.length;
        while (segment[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
