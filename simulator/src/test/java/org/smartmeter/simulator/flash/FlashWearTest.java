package org.smartmeter.simulator.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.smartmeter.journal.KeptValue;
import org.smartmeter.journal.OpenFile;
import org.smartmeter.journal.flash.FlashFiles;

/// What a flash part suffers from what is written, and what happens where it no longer takes it.
class FlashWearTest {

    private static final int SECTORS = 32;

    private final ModelNorFlash flash = new ModelNorFlash(SECTORS, 1);
    private final FlashFiles files = FlashFiles.open(flash);

    @Test
    void aWriteProgramsItsBytesAndSixMore() {
        try (OpenFile file = files.open("a")) {
            for (int i = 0; i < SECTORS; i++) {
                file.write(i, bytes(1, i)); // until enough sectors are erased ahead
            }
            long before = flash.programmedBytes();
            file.write(SECTORS, bytes(50, 1));
            assertThat(flash.programmedBytes() - before).isEqualTo(56);
        }
        KeptValue value = files.value("registers");
        value.write(bytes(121, 1).array());
        long before = flash.programmedBytes();
        value.write(bytes(121, 2).array());
        assertThat(flash.programmedBytes() - before).isEqualTo(127);
    }

    @Test
    void aMegabyteInSmallWritesCostsLittleMore() {
        long asked = 0;
        for (int segment = 0; segment < 64; segment++) {
            try (OpenFile file = files.open("segment-" + segment)) {
                for (int at = 0; at < 16_384; at += 64) {
                    file.write(at, bytes(64, segment));
                    asked += 64;
                }
            }
            files.delete("segment-" + (segment - 2));
        }
        assertThat(asked).isEqualTo(1 << 20);
        assertThat(flash.programmedBytes()).isLessThan(asked * 115 / 100);
    }

    @Test
    void allSectorsWearAlikeThoughOneFileStays() {
        OpenFile lasting = files.open("lasting");
        lasting.write(0, bytes(100, 7));
        KeptValue value = files.value("registers");
        for (int i = 0; i < 50_000; i++) {
            value.write(bytes(121, i).array());
        }
        int[] erases = flash.erases();
        Arrays.sort(erases);
        assertThat(erases[0]).as("the sector of the lasting file").isEqualTo(1);
        assertThat(erases[SECTORS - 1] - erases[1]).isLessThanOrEqualTo(1);
        assertThat(files.wear().mostErases()).isEqualTo(erases[SECTORS - 1]);
        FlashFiles again = FlashFiles.open(flash);
        assertThat(again.wear().mostErases()).isEqualTo(erases[SECTORS - 1]);
        assertThat(content(again, "lasting")).isEqualTo(bytes(100, 7).array());
    }

    /// The newest files are deleted, and those that follow would be numbered like them.
    @Test
    void aNewFileIsNeverTakenForTheOneThatWasDeletedLast() {
        for (String name : List.of("w", "x", "y", "z")) {
            files.open(name);
            files.delete(name);
        }
        FlashFiles again = FlashFiles.open(flash);
        List<String> made = List.of("a", "b", "c", "d");
        made.forEach(again::open);
        assertThat(FlashFiles.open(flash).list()).containsAll(made);
    }

    @Test
    void aSectorThatTakesNoMoreIsPassedOver() {
        OpenFile file = files.open("a");
        file.write(0, bytes(1_000, 1));
        for (int worn = 0; worn < 8; worn++) {
            flash.wearOut(worn);
        }
        KeptValue value = files.value("registers");
        for (int i = 0; i < 1_000; i++) {
            value.write(bytes(121, i).array());
            file.write(1_000 + i, bytes(1, i));
        }
        assertThat(files.wear().failedSectors()).isPositive();
        FlashFiles again = FlashFiles.open(flash);
        assertThat(again.value("registers").read()).contains(bytes(121, 999).array());
        byte[] content = content(again, "a");
        assertThat(content).hasSize(2_000).startsWith(bytes(1_000, 1).array());
        assertThat(content[1_999]).isEqualTo((byte) 999);
    }

    @Test
    void aFullPartSaysSoAndGoesOnOnceSomethingIsDeleted() {
        files.open("small").close();
        OpenFile file = files.open("large");
        assertThatThrownBy(() -> file.write(0, bytes(SECTORS * 4_096, 1)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("full");
        assertThatThrownBy(() -> files.open("other")).isInstanceOf(UncheckedIOException.class);

        files.delete("large");
        files.open("other").write(0, bytes(10_000, 2));
        assertThat(content(FlashFiles.open(flash), "other")).hasSize(10_000);
    }

    @Test
    void restartsWithoutEndCostNoRoom() {
        for (int boot = 0; boot < 20 * SECTORS; boot++) {
            FlashFiles started = FlashFiles.open(flash);
            OpenFile file = started.open("a");
            file.write(file.size(), bytes(10, boot));
            started.value("counters").write(bytes(79, boot).array());
            if (boot % 2 == 0) {
                file.close();
            }
        }
        FlashFiles last = FlashFiles.open(flash);
        assertThat(content(last, "a")).hasSize(20 * SECTORS * 10);
        assertThat(last.wear().usedSectors()).isLessThan(6);
    }

    private static ByteBuffer bytes(int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return ByteBuffer.wrap(bytes);
    }

    private static byte[] content(FlashFiles files, String name) {
        try (OpenFile file = files.open(name)) {
            byte[] content = new byte[(int) file.size()];
            file.read(0, ByteBuffer.wrap(content));
            return content;
        }
    }
}
