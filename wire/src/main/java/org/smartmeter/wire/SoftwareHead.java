package org.smartmeter.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.smartmeter.wire.v1.SoftwareManifest;

/// The head of a software image: "SMSW" and 1, each as four bytes, the manifest's length (4 bytes,
/// big-endian), the [SoftwareManifest], its Ed25519 signature (64 bytes) over
/// "smartmeter/1/software" ‖ 0x00 ‖ the manifest's bytes. What the manifest describes follows.
///
/// @param manifest exactly the bytes that were signed
public record SoftwareHead(byte[] manifest, byte[] signature) {

    private static final byte[] LABEL =
            "smartmeter/1/software\0".getBytes(StandardCharsets.US_ASCII);
    private static final int MAGIC = 0x534D5357;
    private static final int VERSION = 1;
    private static final int SIGNATURE_BYTES = 64;
    private static final int LEAD_BYTES = 3 * Integer.BYTES;
    private static final int LONGEST_MANIFEST = 4_096;

    public static SoftwareHead sign(SoftwareManifest manifest, Ed25519Signer maker) {
        byte[] bytes = manifest.toByteArray();
        if (bytes.length > LONGEST_MANIFEST) {
            throw new IllegalArgumentException(
                    "a manifest has at most " + LONGEST_MANIFEST + " bytes, not " + bytes.length);
        }
        return new SoftwareHead(bytes, maker.sign(message(bytes)));
    }

    /// Reads a head; what follows it is left in the stream. Nothing of it is trusted yet.
    ///
    /// @throws EOFException if the stream ends within it
    /// @throws MalformedException if it is none
    public static SoftwareHead read(InputStream image) throws IOException, MalformedException {
        DataInputStream in = new DataInputStream(image);
        if (in.readInt() != MAGIC) {
            throw new MalformedException("head", "this is no software image");
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new MalformedException("head", "form " + version + " instead of " + VERSION);
        }
        int length = in.readInt();
        if (length < 1 || length > LONGEST_MANIFEST) {
            throw new MalformedException("head", "a manifest of " + length + " bytes");
        }
        byte[] manifest = in.readNBytes(length);
        byte[] signature = in.readNBytes(SIGNATURE_BYTES);
        if (signature.length < SIGNATURE_BYTES) {
            throw new EOFException("the head of the software image ends too early");
        }
        return new SoftwareHead(manifest, signature);
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(length())
                .putInt(MAGIC)
                .putInt(VERSION)
                .putInt(manifest.length)
                .put(manifest)
                .put(signature)
                .array();
    }

    /// How many bytes it has.
    public int length() {
        return LEAD_BYTES + manifest.length + SIGNATURE_BYTES;
    }

    /// By which an order names the image.
    public byte[] manifestHash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(manifest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }

    public boolean isSignedBy(Ed25519Verifier maker) {
        return maker.verify(message(manifest), signature);
    }

    /// @throws MalformedException if the bytes are no manifest
    public SoftwareManifest parse() throws MalformedException {
        try {
            return SoftwareManifest.parseFrom(manifest);
        } catch (InvalidProtocolBufferException _) {
            throw new MalformedException("head", "it holds no manifest");
        }
    }

    private static byte[] message(byte[] manifest) {
        byte[] message = Arrays.copyOf(LABEL, LABEL.length + manifest.length);
        System.arraycopy(manifest, 0, message, LABEL.length, manifest.length);
        return message;
    }
}
