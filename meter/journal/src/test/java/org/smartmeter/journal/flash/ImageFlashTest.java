package org.smartmeter.journal.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFlashTest {

    private static final FlashPart SMALL =
            new FlashPart("small", 16, 100_000, 20, Duration.ZERO, Duration.ZERO, 1);

    @TempDir Path directory;

    @Test
    void programmingOnlyClearsBitsAndErasingSetsThem() {
        try (ImageFlash flash = ImageFlash.open(image(), SMALL)) {
            flash.program(3, 10, ByteBuffer.wrap(new byte[] {0x0F}));
            flash.program(3, 10, ByteBuffer.wrap(new byte[] {(byte) 0xF3}));
            assertThat(read(flash, 3, 10)).isEqualTo(0x03);
            flash.erase(3);
            assertThat(read(flash, 3, 10)).isEqualTo(0xFF);
        }
    }

    @Test
    void whatFilesKeepIsFoundAgainByTheNextProcess() {
        try (FlashFiles files = FlashFiles.open(ImageFlash.open(image(), SMALL))) {
            files.value("counters").write(new byte[] {1, 2, 3});
        }
        try (FlashFiles files = FlashFiles.open(ImageFlash.open(image(), SMALL))) {
            assertThat(files.value("counters").read()).contains(new byte[] {1, 2, 3});
        }
    }

    @Test
    void lookingChangesNothing() throws IOException {
        try (FlashFiles files = FlashFiles.open(ImageFlash.open(image(), SMALL))) {
            files.value("counters").write(new byte[] {1, 2, 3});
        }
        byte[] before = Files.readAllBytes(image());
        try (FlashFiles files = FlashFiles.readOnly(ImageFlash.readOnly(image()))) {
            assertThat(files.lookAt("counters")).contains(new byte[] {1, 2, 3});
            assertThatThrownBy(() -> files.open("new"))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
        assertThat(Files.readAllBytes(image())).isEqualTo(before);
    }

    @Test
    void itIsOpenOnceAndOfTheSizeThatWasSaid() {
        try (ImageFlash flash = ImageFlash.open(image(), SMALL)) {
            assertThat(flash.sectors()).isEqualTo(16);
            assertThatThrownBy(() -> ImageFlash.open(image(), SMALL))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("already open");
        }
        FlashPart smaller = new FlashPart("smaller", 8, 1, 1, Duration.ZERO, Duration.ZERO, 1);
        assertThatThrownBy(() -> ImageFlash.open(image(), smaller))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("65536 bytes, the part has 32768");
    }

    private Path image() {
        return directory.resolve("flash.img");
    }

    private static int read(NorFlash flash, int sector, int offset) {
        ByteBuffer buffer = ByteBuffer.allocate(1);
        flash.read(sector, offset, buffer);
        return buffer.get(0) & 0xFF;
    }
}
