package org.smartmeter.board.software;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.smartmeter.device.SoftwareVersion;
import org.smartmeter.wire.Ed25519;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.SoftwareHead;
import org.smartmeter.wire.v1.Software;
import org.smartmeter.wire.v1.SoftwareManifest;

/// Signed images of a few files, and orders for them.
final class TestImage {

    static final KeyPair MAKER = RawKeys.newEd25519();
    static final String BOARD = "test-board";
    static final Acceptance ACCEPTANCE =
            new Acceptance(
                    Ed25519.verifier(RawKeys.raw(MAKER.getPublic())),
                    BOARD,
                    SoftwareVersion.in("0.2.0"));

    private TestImage() {}

    /// What a zip of these files is.
    static byte[] zip(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    static SoftwareManifest.Builder manifest(byte[] content) {
        try {
            return SoftwareManifest.newBuilder()
                    .setVersion("0.3.0")
                    .setBoard(BOARD)
                    .setSize(content.length)
                    .setUnpackedSize(1_000_000)
                    .setSha256(
                            ByteString.copyFrom(
                                    MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] image(SoftwareManifest manifest, byte[] content, KeyPair maker) {
        byte[] head = head(manifest, maker).toBytes();
        byte[] image = java.util.Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, image, head.length, content.length);
        return image;
    }

    static SoftwareHead head(SoftwareManifest manifest, KeyPair maker) {
        return SoftwareHead.sign(manifest, Ed25519.signer(maker.getPrivate()));
    }

    static Software order(SoftwareManifest manifest) {
        return Software.newBuilder()
                .setManifestSha256(ByteString.copyFrom(head(manifest, MAKER).manifestHash()))
                .setFrom("file:image")
                .build();
    }
}
