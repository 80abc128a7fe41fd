package org.smartmeter.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;

/// What went wrong with a file, in words for who named it: the platform's own messages often are
/// the bare file name.
final class FileTrouble {

    private FileTrouble() {}

    static String of(UncheckedIOException wrapped) {
        String said = String.valueOf(wrapped.getMessage());
        if (!(wrapped.getCause() instanceof IOException cause)) {
            return said;
        }
        return said.equals(cause.toString()) ? of(cause) : said + ": " + of(cause);
    }

    static String of(IOException trouble) {
        return switch (trouble) {
            case NoSuchFileException missing -> missing.getFile() + ": no such file or directory";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case FileSystemException other -> String.valueOf(other.getMessage());
            case CharacterCodingException _ -> "is not UTF-8 text";
            case EOFException _ -> "the gzip data is damaged: it ends too early";
            case ZipException damaged -> "the gzip data is damaged: " + damaged.getMessage();
            default -> trouble.getMessage() == null ? trouble.toString() : trouble.getMessage();
        };
    }
}
