package org.smartmeter.cli;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// Opens a text file in UTF-8, unpacking it when it is gzip: told by its first two bytes, not its
/// name.
final class TextFile {

    private static final int GZIP_MAGIC = 0x1f8b;

    private TextFile() {}

    /// @throws BadInput if there is no such file or it is a directory
    static BufferedReader open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new BadInput(file + ": is a directory, a file is wanted");
        }
        InputStream bytes;
        try {
            bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        } catch (NoSuchFileException e) {
            throw new BadInput(file + ": no such file");
        }
        bytes.mark(2);
        int magic = bytes.read() << 8 | bytes.read();
        bytes.reset();
        InputStream text = magic == GZIP_MAGIC ? new GZIPInputStream(bytes, 1 << 16) : bytes;
        return new BufferedReader(
                new InputStreamReader(
                        text,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                1 << 16);
    }
}
