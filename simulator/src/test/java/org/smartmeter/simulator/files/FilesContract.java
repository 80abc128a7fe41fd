package org.smartmeter.simulator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.OpenFile;

/// What every file layer promises, the real directory and the model alike.
abstract class FilesContract {

    private Files files;

    /// An empty directory.
    abstract Files files();

    @BeforeEach
    void openFiles() {
        files = files();
    }

    @AfterEach
    void closeFiles() {
        files.close();
    }

    @Test
    void anOpenedFileExistsAndIsEmpty() {
        try (OpenFile file = files.open("b.journal")) {
            assertThat(file.size()).isZero();
            assertThat(file.read(0, ByteBuffer.allocate(8))).isZero();
        }
        files.open("a").close();

        assertThat(files.list()).containsExactly("a", "b.journal");
    }

    @Test
    void whatIsWrittenIsReadBackAlsoByAnotherHandle() {
        try (OpenFile file = files.open("a");
                OpenFile other = files.open("a")) {
            file.write(0, text("hello meter"));
            file.write(6, text("utility"));
            file.force();

            assertThat(read(file, 0, 100)).isEqualTo("hello utility");
            assertThat(read(other, 6, 4)).isEqualTo("util");
            assertThat(other.size()).isEqualTo(13);
        }
    }

    @Test
    void readingGoesToTheBuffersOrTheFilesEnd() {
        try (OpenFile file = files.open("a")) {
            file.write(0, text("hello"));
            ByteBuffer buffer = ByteBuffer.allocate(3);

            assertThat(file.read(1, buffer)).isEqualTo(3);
            assertThat(buffer.hasRemaining()).isFalse();
            assertThat(file.read(4, ByteBuffer.allocate(9))).isEqualTo(1);
            assertThat(file.read(77, ByteBuffer.allocate(9))).isZero();
        }
    }

    @Test
    void writingBehindTheEndLeavesZerosBetween() {
        try (OpenFile file = files.open("a")) {
            file.write(4, text("x"));

            assertThat(read(file, 0, 10)).isEqualTo("\0\0\0\0x");
        }
    }

    @Test
    void truncatingShortensAndNeverLengthens() {
        try (OpenFile file = files.open("a")) {
            file.write(0, text("hello"));
            file.truncate(9);
            assertThat(file.size()).isEqualTo(5);

            file.truncate(2);
            file.force();
            assertThat(read(file, 0, 10)).isEqualTo("he");

            file.write(3, text("p"));
            assertThat(read(file, 0, 10)).isEqualTo("he\0p");
        }
    }

    @Test
    void aDeletedFileIsGoneAndItsNameIsFree() {
        try (OpenFile file = files.open("a")) {
            file.write(0, text("old"));
        }
        files.delete("a");
        files.delete("a");
        files.syncDirectory();
        assertThat(files.list()).isEmpty();

        try (OpenFile file = files.open("a")) {
            assertThat(file.size()).isZero();
        }
    }

    @Test
    void aNameNeverLeadsOutOfTheDirectory() {
        for (String name : Arrays.asList("../a", "/etc/passwd", "", ".lock", "a/b", "ä")) {
            assertThatIllegalArgumentException().isThrownBy(() -> files.open(name));
        }
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(OpenFile file, long position, int count) {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        int read = file.read(position, buffer);
        return new String(buffer.array(), 0, read, StandardCharsets.US_ASCII);
    }
}
