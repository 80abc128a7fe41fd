package org.smartmeter.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What only a real directory promises: it is locked, private, and can be looked at.
class DirectoryFilesTest {

    @TempDir Path parent;

    @Test
    void onlyOneOpensADirectoryAtATime() {
        Path directory = parent.resolve("journal");
        try (Files files = DirectoryFiles.open(directory)) {
            assertThat(files.list()).isEmpty();
            assertThatThrownBy(() -> DirectoryFiles.open(directory))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("already open");
        }
        DirectoryFiles.open(directory).close();
    }

    @Test
    void anotherProcessIsKeptOut() throws IOException, InterruptedException {
        Path directory = parent.resolve("journal");
        Process holder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holder.class.getName(),
                                directory.toString())
                        .start();
        try (BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("open");
            assertThatThrownBy(() -> DirectoryFiles.open(directory))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("another process");
        } finally {
            holder.destroyForcibly().waitFor();
        }
        DirectoryFiles.open(directory).close();
    }

    /// Opens the directory and keeps it until it is killed.
    static final class Holder {

        public static void main(String[] arguments) throws IOException {
            DirectoryFiles.open(Path.of(arguments[0]));
            System.out.println("open");
            System.in.read();
        }
    }

    @Test
    void onlyTheOwnerMayLook() throws IOException {
        Path directory = parent.resolve("a/journal");
        try (Files files = DirectoryFiles.open(directory)) {
            files.open("x").close();

            assertThat(permissions(directory)).isEqualTo("rwx------");
            assertThat(permissions(directory.resolve("x"))).isEqualTo("rw-------");
            assertThat(permissions(directory.resolve(".lock"))).isEqualTo("rw-------");
        }
    }

    @Test
    void lookingChangesNothingAndNeedsNoLock() {
        Path directory = parent.resolve("journal");
        try (Files files = DirectoryFiles.open(directory);
                OpenFile file = files.open("x")) {
            file.write(0, ByteBuffer.wrap(new byte[] {7}));
            Files looking = DirectoryFiles.readOnly(directory);

            assertThat(looking.list()).containsExactly("x");
            try (OpenFile seen = looking.open("x")) {
                assertThat(seen.size()).isEqualTo(1);
                assertThatThrownBy(() -> seen.write(0, ByteBuffer.allocate(1)))
                        .isInstanceOf(RuntimeException.class);
            }
            assertThatThrownBy(() -> looking.delete("x"))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> looking.open("y")).isInstanceOf(UncheckedIOException.class);
        }
        assertThatThrownBy(() -> DirectoryFiles.readOnly(parent.resolve("nowhere")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nowhere");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(java.nio.file.Files.getPosixFilePermissions(path));
    }
}
