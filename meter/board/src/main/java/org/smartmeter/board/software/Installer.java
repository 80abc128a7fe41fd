package org.smartmeter.board.software;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.smartmeter.board.software.SoftwareRefusedException.Reason;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.OpenFile;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.SoftwareHead;
import org.smartmeter.wire.v1.Software;
import org.smartmeter.wire.v1.SoftwareManifest;

/// Fetches an ordered image, checks it and puts it into a slot. What was fetched is kept over power
/// cuts and lost connections and fetched on from there; the slot is written only when everything
/// about the image is known to be right.
public final class Installer {

    static final String FETCHED = "image";

    /// The program of an image, which the launcher starts.
    public static final String PROGRAM = "bin/meter";

    private static final int CHUNK_BYTES = 64 << 10;
    private static final int FORCE_BYTES = 1 << 20;
    private static final int LONGEST_HEAD = 4_300;
    private static final long MOST_BYTES = 512L << 20;

    private final Files files;
    private final SlotFiles slots;
    private final ImageSource source;
    private final Acceptance acceptance;

    /// @param files where the image is kept while it is fetched
    public Installer(Files files, SlotFiles slots, ImageSource source, Acceptance acceptance) {
        this.files = files;
        this.slots = slots;
        this.source = source;
        this.acceptance = acceptance;
    }

    /// Everything there is in the slot is durable on return.
    ///
    /// @throws SoftwareRefusedException if this image will never do
    /// @throws IOException if it is worth trying again later
    SoftwareManifest install(Software order, Slot into)
            throws SoftwareRefusedException, IOException {
        try (OpenFile image = files.open(FETCHED)) {
            files.syncDirectory();
            boolean resumed = keepsOrdered(image, order);
            SoftwareHead head = fetch(image, order);
            SoftwareManifest manifest = acceptance.check(head, order);
            if (!isWhole(image, head, manifest)) {
                image.truncate(0);
                image.force();
                if (resumed) {
                    throw new IOException("what was fetched before was damaged; it begins anew");
                }
                throw new SoftwareRefusedException(Reason.HASH, "its bytes are not as it says");
            }
            unpack(image, head, manifest, into);
            return manifest;
        }
    }

    /// Forgets what was fetched.
    void discard() {
        files.delete(FETCHED);
        files.syncDirectory();
    }

    /// Keeps what there is of the ordered image, and nothing of another one.
    ///
    /// @return whether something was kept
    private static boolean keepsOrdered(OpenFile image, Software order) {
        boolean ordered = false;
        try {
            ordered = head(image).filter(it -> isOrdered(it, order)).isPresent();
        } catch (MalformedException _) {
            // torn by a power cut
        }
        if (!ordered && image.size() > 0) {
            image.truncate(0);
            image.force();
        }
        return ordered;
    }

    private static boolean isOrdered(SoftwareHead head, Software order) {
        return Arrays.equals(head.manifestHash(), order.getManifestSha256().toByteArray());
    }

    private SoftwareHead fetch(OpenFile image, Software order)
            throws SoftwareRefusedException, IOException {
        Optional<SoftwareHead> head = checked(image, order);
        long wanted = wanted(head);
        long size = image.size();
        if (size < wanted) {
            try (InputStream from =
                    source.open(order.getFrom(), order.getServerSha256().toByteArray(), size)) {
                byte[] chunk = new byte[CHUNK_BYTES];
                long forced = size;
                while (size < wanted) {
                    int most = (int) Math.min(chunk.length, wanted - size);
                    int read = from.readNBytes(chunk, 0, most);
                    if (read == 0) {
                        break;
                    }
                    image.write(size, ByteBuffer.wrap(chunk, 0, read));
                    size += read;
                    if (head.isEmpty()) {
                        head = checked(image, order);
                        wanted = wanted(head);
                    }
                    if (size - forced >= FORCE_BYTES) {
                        image.force();
                        forced = size;
                    }
                }
            }
            image.force();
        }
        if (head.isEmpty() || size < wanted) {
            throw new EOFException("the image ended after " + size + " bytes");
        }
        if (size > wanted) {
            throw new SoftwareRefusedException(Reason.SIZE, "it is longer than it says");
        }
        return head.get();
    }

    private Optional<SoftwareHead> checked(OpenFile image, Software order)
            throws SoftwareRefusedException {
        try {
            Optional<SoftwareHead> head = head(image);
            if (head.isPresent()) {
                acceptance.check(head.get(), order);
            }
            return head;
        } catch (MalformedException e) {
            throw new SoftwareRefusedException(Reason.NOT_ORDERED, String.valueOf(e.getMessage()));
        }
    }

    private static long wanted(Optional<SoftwareHead> head) {
        try {
            return head.isEmpty()
                    ? LONGEST_HEAD
                    : head.get().length() + head.get().parse().getSize();
        } catch (MalformedException e) {
            throw new IllegalStateException("a checked head holds a manifest", e);
        }
    }

    /// The head, as soon as it is here.
    private static Optional<SoftwareHead> head(OpenFile image) throws MalformedException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_HEAD);
        int length = image.read(0, bytes);
        try {
            return Optional.of(
                    SoftwareHead.read(new ByteArrayInputStream(bytes.array(), 0, length)));
        } catch (EOFException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    private static boolean isWhole(OpenFile image, SoftwareHead head, SoftwareManifest manifest)
            throws IOException {
        try (InputStream content = new StoredImage(image, head.length())) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int read = content.read(chunk); read > 0; read = content.read(chunk)) {
                digest.update(chunk, 0, read);
            }
            return Arrays.equals(digest.digest(), manifest.getSha256().toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }

    private void unpack(OpenFile image, SoftwareHead head, SoftwareManifest manifest, Slot into)
            throws SoftwareRefusedException, IOException {
        slots.clear(into);
        boolean hasProgram = false;
        long left = Math.min(manifest.getUnpackedSize(), MOST_BYTES);
        try (ZipInputStream zip =
                new ZipInputStream(
                        new BufferedInputStream(
                                new StoredImage(image, head.length()), CHUNK_BYTES))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                String path = ImageEntries.checked(entry.getName());
                Bounded content = new Bounded(zip, left);
                slots.store(into, path, ImageEntries.isExecutable(path), content);
                left = content.left;
                hasProgram |= path.equals(PROGRAM);
            }
        } catch (java.util.zip.ZipException | IllegalArgumentException e) {
            throw new SoftwareRefusedException(Reason.NOT_UNPACKED, String.valueOf(e.getMessage()));
        }
        if (!hasProgram) {
            throw new SoftwareRefusedException(Reason.NOT_UNPACKED, "it has no " + PROGRAM);
        }
        slots.sync(into);
    }

    /// An entry's bytes, no more than the manifest says there are in all.
    private static final class Bounded extends FilterInputStream {

        private long left;

        Bounded(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            left -= Math.max(read, 0);
            if (left < 0) {
                throw new java.util.zip.ZipException("it unpacks to more than it says");
            }
            return read;
        }
    }
}
