package org.smartmeter.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A real directory. It is locked while open, so that two processes never share a journal, and only
/// its owner may read it (0700, files 0600).
public final class DirectoryFiles implements Files {

    private static final String LOCK_NAME = ".lock";
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path directory;
    private final @Nullable FileChannel lock;

    private DirectoryFiles(Path directory, @Nullable FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /// Opens the directory, creating it (and the ones above) if needed, and takes its lock.
    ///
    /// @throws UncheckedIOException if another process, or another part of this one, has it open
    public static DirectoryFiles open(Path directory) {
        try {
            java.nio.file.Files.createDirectories(directory, OWNER_DIRECTORY);
            return new DirectoryFiles(directory, lock(directory));
        } catch (IOException e) {
            throw failed("cannot open the directory " + directory, e);
        }
    }

    /// Opens an existing directory to look only: without its lock, and every change is refused.
    ///
    /// @throws UncheckedIOException if there is no such directory
    public static DirectoryFiles readOnly(Path directory) {
        if (!java.nio.file.Files.isDirectory(directory)) {
            throw new UncheckedIOException(
                    new NoSuchFileException(directory.toString(), null, "there is no directory"));
        }
        return new DirectoryFiles(directory, null);
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        directory.resolve(LOCK_NAME),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        OWNER_FILE);
        @Nullable FileLock taken = null;
        try {
            taken = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new IOException("it is already open in this process", e);
        } finally {
            if (taken == null) {
                channel.close();
            }
        }
        if (taken == null) {
            throw new IOException("another process has it open");
        }
        return channel;
    }

    @Override
    public List<String> list() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = java.nio.file.Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (NAME.matcher(name).matches()
                        && java.nio.file.Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    names.add(name);
                }
            }
        } catch (IOException e) {
            throw failed("cannot list " + directory, e);
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public OpenFile open(String name) {
        Path path = path(name);
        Set<OpenOption> options =
                lock == null
                        ? Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)
                        : Set.of(
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.CREATE,
                                LinkOption.NOFOLLOW_LINKS);
        try {
            return new ChannelFile(path, FileChannel.open(path, options, OWNER_FILE));
        } catch (IOException e) {
            throw failed("cannot open " + path, e);
        }
    }

    @Override
    public void delete(String name) {
        refuseIfReadOnly();
        try {
            java.nio.file.Files.deleteIfExists(path(name));
        } catch (IOException e) {
            throw failed("cannot delete " + path(name), e);
        }
    }

    @Override
    public void syncDirectory() {
        refuseIfReadOnly();
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw failed("cannot make the names in " + directory + " durable", e);
        }
    }

    @Override
    public void close() {
        if (lock == null) {
            return;
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw failed("cannot give back the lock of " + directory, e);
        }
    }

    private Path path(String name) {
        return directory.resolve(Files.checked(name));
    }

    private void refuseIfReadOnly() {
        if (lock == null) {
            throw new UnsupportedOperationException(directory + " is open to look only");
        }
    }

    private static UncheckedIOException failed(String what, IOException e) {
        return new UncheckedIOException(what + ": " + e.getMessage(), e);
    }

    /// A file by its channel. Forces the file's length along with its bytes only where it changed.
    private static final class ChannelFile implements OpenFile {

        private final Path path;
        private final FileChannel channel;
        private boolean sizeChanged = true;

        ChannelFile(Path path, FileChannel channel) {
            this.path = path;
            this.channel = channel;
        }

        @Override
        public long size() {
            try {
                return channel.size();
            } catch (IOException e) {
                throw failed("cannot tell the size of " + path, e);
            }
        }

        @Override
        public int read(long position, ByteBuffer into) {
            try {
                int total = 0;
                while (into.hasRemaining()) {
                    int read = channel.read(into, position + total);
                    if (read < 0) {
                        break;
                    }
                    total += read;
                }
                return total;
            } catch (IOException e) {
                throw failed("cannot read " + path + " at byte " + position, e);
            }
        }

        @Override
        public void write(long position, ByteBuffer from) {
            try {
                sizeChanged |= position + from.remaining() > channel.size();
                long at = position;
                while (from.hasRemaining()) {
                    at += channel.write(from, at);
                }
            } catch (IOException e) {
                throw failed("cannot write " + path + " at byte " + position, e);
            }
        }

        @Override
        public void truncate(long size) {
            try {
                sizeChanged = true;
                channel.truncate(size);
            } catch (IOException e) {
                throw failed("cannot cut " + path + " to " + size + " bytes", e);
            }
        }

        @Override
        public void force() {
            try {
                channel.force(sizeChanged);
                sizeChanged = false;
            } catch (IOException e) {
                throw failed("cannot make " + path + " durable", e);
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
    }
}
