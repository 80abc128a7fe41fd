package org.smartmeter.board.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.board.linux.MtdCharacterDevice;
import org.smartmeter.journal.flash.FlashFiles;
import org.smartmeter.journal.flash.FlashPart;
import org.smartmeter.journal.flash.ImageFlash;
import org.smartmeter.journal.flash.NorFlash;

/// A part behind the kernel's device does what an image of it does, and tells where it does not.
class MtdFlashTest {

    private static final int SECTORS = 16;
    private static final FlashPart SMALL =
            new FlashPart("small", SECTORS, 1, 1, Duration.ZERO, Duration.ZERO, 1);

    @TempDir private Path directory = Path.of("");

    @Test
    void anyOperationsLeaveWhatTheyLeaveInAnImage() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        try (NorFlash part = MtdFlash.on(new ModelMtd(SECTORS));
                NorFlash image = ImageFlash.open(directory.resolve("image"), SMALL)) {
            assertThat(part.sectors()).isEqualTo(image.sectors());
            for (int round = 0; round < 500; round++) {
                int sector = random.nextInt(SECTORS);
                if (random.nextInt(10) == 0) {
                    part.erase(sector);
                    image.erase(sector);
                }
                int page = NorFlash.PAGE_BYTES * random.nextInt(16);
                int from = random.nextInt(NorFlash.PAGE_BYTES);
                byte[] bytes = new byte[1 + random.nextInt(NorFlash.PAGE_BYTES - from)];
                random.nextBytes(bytes);
                part.program(sector, page + from, ByteBuffer.wrap(bytes));
                image.program(sector, page + from, ByteBuffer.wrap(bytes));
                assertThat(sector(part, sector)).isEqualTo(sector(image, sector));
            }
        }
    }

    private static byte[] sector(NorFlash flash, int sector) {
        byte[] bytes = new byte[NorFlash.SECTOR_BYTES];
        flash.read(sector, 0, ByteBuffer.wrap(bytes));
        return bytes;
    }

    @Test
    void whatFilesKeepIsFoundByTheNextStart() throws IOException {
        ModelMtd device = new ModelMtd(SECTORS);
        try (FlashFiles files = FlashFiles.open(MtdFlash.on(device))) {
            files.value("counters").write(new byte[] {1, 2, 3});
        }
        assertThat(device.isClosed()).isTrue();

        try (FlashFiles files = FlashFiles.open(MtdFlash.on(device.reopened()))) {
            assertThat(files.value("counters").read()).contains(new byte[] {1, 2, 3});
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | 0xC00 |  65536 | 4096  | 1   | flash of another kind than NOR: type 4",
                "3 | 0x800 |  65536 | 4096  | 1   | is read only",
                "3 | 0x400 |  65536 | 4096  | 1   | programmed bytes cannot be programmed again",
                "3 | 0xC00 |  65536 | 4096  | 16  | programmed bytes cannot be programmed again",
                "3 | 0xC00 |  65536 | 65536 | 1   | erases 65536 bytes at once, not 4096",
                "3 | 0xC00 |  65537 | 4096  | 1   | has 65537 bytes, no number of sectors",
                "3 | 0xC00 |      0 | 4096  | 1   | has 0 bytes, no number of sectors",
            })
    void aPartThatTheLayerCannotUseIsRefusedAndClosed(
            int type, String flags, long bytes, int eraseBytes, int writeBytes, String reason) {
        ModelMtd device =
                new ModelMtd(SECTORS)
                        .as(
                                new MtdDevice.Part(
                                        type,
                                        Integer.decode(flags.strip()),
                                        bytes,
                                        eraseBytes,
                                        writeBytes));

        assertThatThrownBy(() -> MtdFlash.on(device))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/dev/mtd7: ")
                .hasMessageContaining(reason);
        assertThat(device.isClosed()).isTrue();
    }

    @Test
    void aFailureTellsDeviceSectorAndByte() throws IOException {
        ModelMtd device = new ModelMtd(SECTORS).failingAt(5 * NorFlash.SECTOR_BYTES + 300);
        try (NorFlash part = MtdFlash.on(device)) {
            ByteBuffer bytes = ByteBuffer.allocate(100);
            assertThatThrownBy(() -> part.read(5, 300, bytes))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("/dev/mtd7: reading sector 5 at byte 20780: Input/output error");
            assertThatThrownBy(() -> part.program(5, 300, bytes))
                    .hasMessage(
                            "/dev/mtd7: programming sector 5 at byte 20780: Input/output error");
            assertThatThrownBy(() -> part.erase(5))
                    .hasMessage("/dev/mtd7: erasing sector 5 at byte 20480: Input/output error");
        }
    }

    @Test
    void nothingReachesBeyondItsPageOrSector() throws IOException {
        try (NorFlash part = MtdFlash.on(new ModelMtd(SECTORS))) {
            assertThatThrownBy(() -> part.program(0, 250, ByteBuffer.allocate(7)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> part.read(0, 4_000, ByteBuffer.allocate(97)))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> part.erase(SECTORS))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    /// The kernel's own answers, for which no flash is needed.
    @Test
    void aDeviceThatIsNoneIsRefusedByTheKernel() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[4_096]);

        assertThatThrownBy(() -> MtdFlash.on(MtdCharacterDevice.open(file.toString())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + ": is no flash part of the kernel's: ioctl: ");
        assertThatThrownBy(() -> MtdCharacterDevice.open(directory + "/none"))
                .hasMessageContaining(directory + "/none: open: No such file");
        assertThatThrownBy(() -> new FlashPath(Path.of("/dev/mtd-none")).open())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("/dev/mtd-none: open: No such file");
        assertThatThrownBy(() -> new FlashPath(Path.of("/dev/null")).open())
                .hasMessageContaining("/dev/null: is no flash part of the kernel's");
    }

    /// Reading, writing and the lock are the kernel's for any file, erasing is flash's alone.
    @Test
    void bytesAreReadAndWrittenWhereTheyLieByOneProcessOnly() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[10_000]);
        try (MtdCharacterDevice device = MtdCharacterDevice.open(file.toString())) {
            ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3});
            assertThat(device.write(5_000, bytes)).isEqualTo(3);
            ByteBuffer back = ByteBuffer.allocate(6_000);
            assertThat(device.read(4_999, back)).isEqualTo(4_096);
            assertThat(back.flip().slice(0, 5))
                    .isEqualTo(ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 0}));
            assertThat(device.read(10_000, ByteBuffer.allocate(1))).isZero();
            assertThatThrownBy(() -> MtdCharacterDevice.open(file.toString()))
                    .hasMessageContaining("another process has it open");
            MtdCharacterDevice.readOnly(file.toString()).close();
        }
    }
}
