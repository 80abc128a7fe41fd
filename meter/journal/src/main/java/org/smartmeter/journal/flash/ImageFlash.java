package org.smartmeter.journal.flash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A part as an image in a file, byte for byte what a reader of the part would show. Locked while
/// it is open, readable by its owner only. Every operation is forced to the disk below.
public final class ImageFlash implements NorFlash {

    private final Path path;
    private final FileChannel channel;
    private final int sectors;
    private final boolean readOnly;

    private ImageFlash(Path path, FileChannel channel, int sectors, boolean readOnly) {
        this.path = path;
        this.channel = channel;
        this.sectors = sectors;
        this.readOnly = readOnly;
    }

    /// Opens the image, or makes a blank one of the part's size.
    ///
    /// @throws UncheckedIOException if it cannot be opened, is open already or is not of this size
    public static ImageFlash open(Path path, FlashPart part) {
        try {
            FileChannel channel =
                    FileChannel.open(
                            path,
                            Set.of(
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE,
                                    StandardOpenOption.CREATE,
                                    LinkOption.NOFOLLOW_LINKS),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            try {
                lock(channel);
                ImageFlash image = new ImageFlash(path, channel, part.sectors(), false);
                image.eraseNew();
                image.refuseOtherSize();
                return image;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed("cannot open the flash image " + path, e);
        }
    }

    /// Opens an existing image to look only, whatever its size.
    ///
    /// @throws UncheckedIOException if it cannot be opened or its size is no number of sectors
    public static ImageFlash readOnly(Path path) {
        try {
            long size = Files.size(path);
            if (size == 0 || size % SECTOR_BYTES != 0) {
                throw new IOException(
                        size + " bytes are no image of a flash part with sectors of 4 KiB");
            }
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            return new ImageFlash(path, channel, Math.toIntExact(size / SECTOR_BYTES), true);
        } catch (IOException e) {
            throw failed("cannot open the flash image " + path, e);
        }
    }

    private static void lock(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock taken = channel.tryLock();
            if (taken == null) {
                throw new IOException("another process has it open");
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException("it is already open in this process", e);
        }
    }

    /// A part comes erased. What a first start that was cut made is filled up.
    private void eraseNew() throws IOException {
        long size = (long) sectors * SECTOR_BYTES;
        byte[] blank = new byte[1 << 20];
        Arrays.fill(blank, (byte) 0xFF);
        for (long at = channel.size(); at < size; at = channel.size()) {
            int count = (int) Math.min(blank.length, size - at);
            write(at, ByteBuffer.wrap(blank, 0, count));
        }
        channel.force(true);
    }

    private void refuseOtherSize() throws IOException {
        long size = (long) sectors * SECTOR_BYTES;
        if (channel.size() != size) {
            throw new IOException("it has " + channel.size() + " bytes, the part has " + size);
        }
    }

    @Override
    public int sectors() {
        return sectors;
    }

    @Override
    public void read(int sector, int offset, ByteBuffer into) {
        long at = (long) sector * SECTOR_BYTES + offset;
        try {
            while (into.hasRemaining()) {
                int read = channel.read(into, at);
                if (read < 0) {
                    throw new IOException("the image ends before byte " + at);
                }
                at += read;
            }
        } catch (IOException e) {
            throw failed("cannot read " + path + " at byte " + at, e);
        }
    }

    @Override
    public void program(int sector, int offset, ByteBuffer from) {
        ByteBuffer present = ByteBuffer.allocate(from.remaining());
        read(sector, offset, present);
        present.flip();
        for (int i = 0; i < present.limit(); i++) {
            present.put(i, (byte) (present.get(i) & from.get()));
        }
        change(sector, offset, present);
    }

    @Override
    public void erase(int sector) {
        byte[] blank = new byte[SECTOR_BYTES];
        Arrays.fill(blank, (byte) 0xFF);
        change(sector, 0, ByteBuffer.wrap(blank));
    }

    private void change(int sector, int offset, ByteBuffer bytes) {
        if (readOnly) {
            throw new UnsupportedOperationException(path + " is open to look only");
        }
        long at = (long) sector * SECTOR_BYTES + offset;
        try {
            write(at, bytes);
            channel.force(false);
        } catch (IOException e) {
            throw failed("cannot write " + path + " at byte " + at, e);
        }
    }

    private void write(long position, ByteBuffer bytes) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failed("cannot close " + path, e);
        }
    }

    private static UncheckedIOException failed(String what, IOException e) {
        return new UncheckedIOException(what + ": " + e.getMessage(), e);
    }
}
