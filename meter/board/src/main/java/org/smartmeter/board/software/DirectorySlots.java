package org.smartmeter.board.software;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Slots as directories beside each other, named by their slot.
public final class DirectorySlots implements SlotFiles {

    private static final int CHUNK_BYTES = 64 << 10;

    private final Path directory;

    public DirectorySlots(Path directory) {
        this.directory = directory;
    }

    @Override
    public void clear(Slot slot) {
        Path root = root(slot);
        try {
            if (Files.exists(root)) {
                for (Path each : walk(root, Comparator.reverseOrder())) {
                    Files.delete(each);
                }
            }
            Files.createDirectories(root);
            force(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + root, e);
        }
    }

    @Override
    public void store(Slot slot, String path, boolean executable, InputStream content)
            throws IOException {
        Path file = root(slot).resolve(path);
        Files.createDirectories(file.getParent());
        try (FileChannel out =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int read = content.read(chunk); read > 0; read = content.read(chunk)) {
                ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, read);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString(executable ? "rwx------" : "rw-------"));
            out.force(true);
        }
    }

    @Override
    public void sync(Slot slot) {
        Path root = root(slot);
        try {
            for (Path each : walk(root, Comparator.reverseOrder())) {
                if (Files.isDirectory(each)) {
                    force(each);
                }
            }
            force(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the names in " + root + " durable", e);
        }
    }

    private Path root(Slot slot) {
        if (slot == Slot.FACTORY) {
            throw new IllegalArgumentException("the factory's image is not written");
        }
        return directory.resolve(slot.word());
    }

    private static List<Path> walk(Path root, Comparator<Path> order) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.sorted(order).toList();
        }
    }

    private static void force(Path names) throws IOException {
        try (FileChannel channel = FileChannel.open(names, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
