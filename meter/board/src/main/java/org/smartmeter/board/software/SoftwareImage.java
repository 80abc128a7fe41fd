package org.smartmeter.board.software;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.smartmeter.wire.Ed25519Signer;
import org.smartmeter.wire.SoftwareHead;
import org.smartmeter.wire.v1.SoftwareManifest;

/// Makes the software image that boards take out of the directory that `meter/board/image.sh`
// makes.
/// The same files and key make the same bytes.
public final class SoftwareImage {

    /// Of every entry: what is inside decides, not when it was packed.
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2026, 11, 22, 0, 0);

    private SoftwareImage() {}

    /// Writes the image and returns its head, by whose hash an order names it.
    ///
    /// @param directory with `bin/meter`
    /// @param described version, board and the oldest software it follows
    /// @throws IllegalArgumentException if a file's name cannot be in an image, or there is no
    /// program
    public static SoftwareHead write(
            Path directory, SoftwareManifest described, Ed25519Signer maker, Path image)
            throws IOException {
        if (!Files.isRegularFile(directory.resolve(Installer.PROGRAM))) {
            throw new IllegalArgumentException(directory + ": has no " + Installer.PROGRAM);
        }
        Path packed = Files.createTempFile(image.toAbsolutePath().getParent(), "image", ".zip");
        try {
            long unpacked = pack(directory, packed);
            SoftwareManifest manifest =
                    described.toBuilder()
                            .setSize(Files.size(packed))
                            .setUnpackedSize(unpacked)
                            .setSha256(ByteString.copyFrom(hash(packed)))
                            .build();
            SoftwareHead head = SoftwareHead.sign(manifest, maker);
            try (OutputStream whole = Files.newOutputStream(image)) {
                whole.write(head.toBytes());
                Files.copy(packed, whole);
            }
            return head;
        } finally {
            Files.delete(packed);
        }
    }

    private static long pack(Path directory, Path packed) throws IOException {
        long unpacked = 0;
        try (Stream<Path> walk = Files.walk(directory);
                ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(packed))) {
            List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
            for (Path file : files) {
                String name = directory.relativize(file).toString().replace('\\', '/');
                ZipEntry entry = new ZipEntry(ImageEntries.checked(name));
                entry.setTimeLocal(ENTRY_TIME);
                zip.putNextEntry(entry);
                unpacked += Files.copy(file, zip);
            }
        }
        return unpacked;
    }

    private static byte[] hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }
}
