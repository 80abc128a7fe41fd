package org.smartmeter.server.approval;

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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.smartmeter.commands.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The passkeys of those who may approve, a file each, beside the approval key: who writes to the
/// database alone makes nobody an approver. Read anew each time, since there are few and the
/// command line changes them beside the running server. Thread-safe.
public final class Passkeys {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ENDING = ".json";

    private final Path directory;
    private final boolean modes;

    /// Makes the directory if it is not there.
    public Passkeys(Path approvalDirectory) {
        directory = approvalDirectory.resolve("passkeys");
        modes = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            Files.createDirectories(directory, mode("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the directory " + directory, e);
        }
    }

    Optional<Passkey> find(String id) {
        Path file = fileOf(id);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /// The oldest first.
    public List<Passkey> of(Person owner) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .map(Passkeys::read)
                    .filter(passkey -> passkey.owner().equals(owner))
                    .sorted(Comparator.comparing(Passkey::added))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the passkeys in " + directory, e);
        }
    }

    /// Keeps a passkey, durably, in place of what was known of it.
    synchronized void keep(Passkey passkey) {
        Path file = fileOf(passkey.id());
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(written);
            Files.createFile(written, mode("rw-------"));
            try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(encoded(passkey));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel folder = FileChannel.open(directory)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a passkey in " + file, e);
        }
    }

    /// Forgets all passkeys of a person, whose device is lost. What they approved and was not sent
    /// yet is not signed any more.
    ///
    /// @return how many there were
    public synchronized int forget(Person owner) {
        List<Passkey> all = of(owner);
        for (Passkey passkey : all) {
            try {
                Files.delete(fileOf(passkey.id()));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete a passkey of " + owner, e);
            }
        }
        return all.size();
    }

    private static byte[] encoded(Passkey passkey) {
        return JSON.writeValueAsString(
                        Map.of(
                                "id", passkey.id(),
                                "owner", passkey.owner().name(),
                                "publicKey", passkey.publicKey(),
                                "counter", passkey.counter(),
                                "label", passkey.label(),
                                "added", passkey.added().toString()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Passkey read(Path file) {
        try {
            JsonNode kept = JSON.readTree(Files.readString(file));
            return new Passkey(
                    kept.path("id").asString(),
                    new Person(kept.path("owner").asString()),
                    kept.path("publicKey").asString(),
                    kept.path("counter").asLong(),
                    kept.path("label").asString(),
                    Instant.parse(kept.path("added").asString()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the passkey in " + file, e);
        }
    }

    /// An id may be long, and is not ours.
    private Path fileOf(String id) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(id.getBytes(StandardCharsets.UTF_8));
            return directory.resolve(HexFormat.of().formatHex(hash) + ENDING);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private FileAttribute<?>[] mode(String mode) {
        Set<java.nio.file.attribute.PosixFilePermission> permissions =
                PosixFilePermissions.fromString(mode);
        return modes
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
