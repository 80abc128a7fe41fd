package org.smartmeter.cli;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The bytes of a captured file, unpacked if they are gzipped.
final class CapturedBytes {

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int MOST_BYTES = 256 << 20;

    private CapturedBytes() {}

    /// @throws BadInput if there is no such file, or it is larger than any capture
    static byte[] read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new BadInput(file + ": is a directory, a file is wanted");
        }
        try (InputStream stored = new BufferedInputStream(Files.newInputStream(file))) {
            stored.mark(2);
            int magic = stored.read() << 8 | stored.read();
            stored.reset();
            InputStream bytes = magic == GZIP_MAGIC ? new GZIPInputStream(stored) : stored;
            byte[] read = bytes.readNBytes(MOST_BYTES + 1);
            if (read.length > MOST_BYTES) {
                throw new BadInput(file + ": is larger than 256 MiB; cut the capture into parts");
            }
            return read;
        } catch (NoSuchFileException e) {
            throw new BadInput(file + ": no such file");
        } catch (EOFException | ZipException e) {
            throw new BadInput(file + ": " + FileTrouble.of(e));
        }
    }
}
