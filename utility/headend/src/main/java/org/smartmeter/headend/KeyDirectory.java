package org.smartmeter.headend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A directory of PEM files that only their owner reads (mode 0600 in a directory of mode 0700,
/// where the file system knows modes). A file is there whole or not at all.
final class KeyDirectory {

    private static final Pattern BLOCK =
            Pattern.compile(
                    "-----BEGIN ([A-Z0-9 ]+)-----\\s+([A-Za-z0-9+/=\\s]+?)-----END \\1-----");
    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private final Path directory;
    private final boolean modes;

    /// Makes the directory if it is not there.
    KeyDirectory(Path directory) {
        this.directory = directory;
        modes = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            Files.createDirectories(directory, mode("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the key directory " + directory, e);
        }
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    /// The DER content of the first block of the file, if there is such a file.
    Optional<byte[]> read(String name) {
        Path file = path(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            if (!block.find()) {
                throw new IllegalStateException(
                        "no PEM block in " + file + "; restore the file from a copy");
            }
            return Optional.of(Base64.getMimeDecoder().decode(block.group(2)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /// Writes one block per content, durable when it returns.
    void write(String name, String kind, byte[]... contents) {
        StringBuilder text = new StringBuilder();
        for (byte[] content : contents) {
            text.append("-----BEGIN ").append(kind).append("-----\n");
            text.append(LINES.encodeToString(content));
            text.append("\n-----END ").append(kind).append("-----\n");
        }
        Path fresh = path(name + ".new");
        try {
            Files.deleteIfExists(fresh);
            try (FileChannel channel =
                    FileChannel.open(
                            fresh,
                            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            mode("rw-------"))) {
                ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text.toString());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, path(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path(name), e);
        }
    }

    void delete(String name) {
        try {
            Files.deleteIfExists(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path(name), e);
        }
    }

    private FileAttribute<?>[] mode(String permissions) {
        return modes
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            Set.copyOf(PosixFilePermissions.fromString(permissions)))
                }
                : new FileAttribute<?>[0];
    }
}
